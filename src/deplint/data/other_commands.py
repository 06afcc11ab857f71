"""The options of the smaller packaging tools' commands, as far as dependencies go: which take a value, which names mean the same.

By hand, from the tools' own help: Poetry 1.8 and 2.2, PDM 2.26, Pipenv 2026, pipx 1.8, conda 26 with mamba and micromamba 2, pixi 0.60,
pip-tools 7.5, setuptools' easy_install, Hatch 1.16. The words are those of `pip_commands.py`. An option that stands in no table makes a
command uncertain.
"""

from __future__ import annotations

POETRY = {
    "": """
        --ansi --directory/-C= --help/-h --no-ansi --no-cache --no-interaction/-n --no-plugins --project/-P= --quiet/-q
        --verbose/-v/-vv/-vvv --version/-V
    """,
    "install": """
        --all-extras --all-groups --compile --dry-run --extras/-E=* --no-dev --no-directory --no-root --only-root --only=*
        --remove-untracked --sync --with=* --without=*
    """,
    "sync": """
        --all-extras --all-groups --compile --dry-run --extras/-E=* --no-directory --no-root --only-root --only=* --with=* --without=*
    """,
    "add": """
        --allow-prereleases --dev/-D --dry-run --editable/-e --extras/-E=* --group/-G= --lock --markers= --optional --platform= --python=
        --source=
    """,
    "update": "--dry-run --lock --no-dev --only=* --sync --with=* --without=*",
    "lock": "--check --no-update --regenerate",
    "export": """
        --all-extras --all-groups --dev --extras/-E=* --format/-f= --only=* --output/-o= --with-credentials --with=* --without-hashes
        --without-urls --without=*
    """,
    "self add": "--allow-prereleases --dry-run --editable/-e --extras/-E=* --source=",
    "self install": "--dry-run --sync",
}
PDM = {
    "": "--config/-c= --help/-h --ignore-python/-I --no-cache/-n --pep582 --project/-p= --quiet/-q --venv= --verbose/-v/-vv --version/-V",
    "install": """
        --check --config-setting/-C=* --dev/-d --dry-run --fail-fast/-x --frozen-lockfile/--no-lock --global/-g --group/-G/--with=*
        --lockfile/-L= --no-default --no-editable=* --no-isolation --no-self --override=* --plugins --prod/--production --skip/-k=
        --without=*
    """,
    "sync": """
        --clean --clean-unselected/--only-keep --config-setting/-C=* --dev/-d --dry-run --fail-fast/-x --global/-g --group/-G/--with=*
        --lockfile/-L= --no-clean --no-default --no-editable --no-isolation --no-self --prod/--production --reinstall/-r --skip/-k=
        --without=*
    """,
    "add": """
        --config-setting/-C=* --dev/-d --dry-run --editable/-e=* --fail-fast/-x --frozen-lockfile/--no-lock --global/-g --group/-G=
        --lockfile/-L= --no-editable --no-isolation --no-self --no-sync --override=* --prerelease/--pre --save-compatible --save-exact
        --save-minimum --save-wildcard --skip/-k= --stable --unconstrained/-u --update-all --update-eager --update-reuse
    """,
    "update": """
        --config-setting/-C=* --dev/-d --fail-fast/-x --frozen-lockfile/--no-lock --global/-g --group/-G/--with=* --lockfile/-L=
        --no-default --no-editable --no-isolation --no-self --no-sync --override=* --prerelease/--pre --prod/--production
        --save-compatible --save-exact --save-minimum --save-wildcard --skip/-k= --stable --top --unconstrained/-u --update-all
        --update-eager --update-reuse --without=*
    """,
    "lock": """
        --append --check --config-setting/-C=* --dev/-d --exclude-newer= --global/-g --group/-G/--with=* --implementation= --lockfile/-L=
        --no-default --no-isolation --no-static-urls --override=* --platform= --prod/--production --python= --refresh --skip/-k=
        --static-urls --strategy/-S=* --update-reuse --update-reuse-installed --without=*
    """,
    "export": """
        --dev/-d --editable-self --expandvars --format/-f= --global/-g --group/-G/--with=* --lockfile/-L= --no-default --no-extras
        --no-markers --output/-o= --prod/--production --pyproject --self --without-hashes --without=*
    """,
}
PIPENV = {
    "": """
        --bare --clear --help/-h --no-site-packages --pypi-mirror= --python= --quiet/-q --site-packages --support --venv --verbose/-v
        --version
    """,
    "install": """
        --categories= --deploy --dev/-d --editable/-e=* --extra-index-url=* --extra-pip-args= --ignore-pipfile --index/-i= --keep-outdated
        --pre --requirements/-r= --requirementstxt= --selective-upgrade --skip-lock --system
    """,
    "sync": "--bare --categories= --dev/-d --extra-pip-args= --keep-outdated --system",
    "update": """
        --bare --categories= --dev/-d --dry-run --extra-pip-args= --index/-i= --keep-outdated --lock-only --outdated --pre --system
    """,
    "upgrade": "--categories= --dev/-d --editable/-e=* --extra-pip-args= --index/-i= --lock-only --pre --requirements/-r=",
    "lock": "--categories= --dev-only --dev/-d --extra-pip-args= --keep-outdated --pre --requirements/-r",
    "requirements": "--categories= --dev --dev-only --exclude-markers --from-pipfile --hash --no-lock",
}
PIPX = {
    "": "--global --help/-h --quiet/-q --verbose/-v --version",
    "install": """
        --editable/-e --fetch-missing-python --force/-f --include-deps --index-url/-i= --pip-args= --preinstall=* --python= --suffix=
        --system-site-packages
    """,
    "run": """
        --editable/-e --fetch-missing-python --index-url/-i= --no-cache --path --pip-args= --pypackages --python= --spec=
        --system-site-packages --with=*
    """,
    "inject": """
        --editable/-e --force/-f --include-apps --include-deps --index-url/-i= --pip-args= --requirement/-r=* --system-site-packages
        --with-suffix
    """,
}
_CONDA = """
    --all/--update-all --channel/-c=* --clobber --clone= --copy --debug --dev --download-only --experimental= --file/-f=*
    --force-reinstall --freeze-installed/--no-update-deps --insecure/-k --json --mkdir --name/-n= --no-channel-priority
    --no-default-packages --no-deps --no-pin --no-shortcuts --offline --only-deps/--deps-only --override-channels --override-frozen
    --platform/--subdir= --prefix/-p= --repodata-fn=* --revision= --satisfied-skip-solve/-S --shortcuts-only=* --show-channel-urls
    --solver= --strict-channel-priority --update-deps --update-specs --use-index-cache/-C --use-local
"""
CONDA = {
    "": """
        --always-softlink --channel-priority= --dry-run/-d --freeze-installed --help/-h --log-level= --no-env --no-plugins --no-rc
        --quiet/-q --rc-file= --relocate-prefix= --repodata-ttl= --retry-clean-cache --root-prefix/-r= --ssl-verify= --verbose/-v/-vv/-vvv
        --version/-V --yes/-y
    """,
    "install": _CONDA,
    "create": _CONDA,
    "update": _CONDA,
    "upgrade": _CONDA,
    "env create": """
        --experimental= --file/-f= --force --json --name/-n= --no-default-packages --offline --platform/--subdir= --prefix/-p= --solver=
    """,
    "env update": "--file/-f= --json --name/-n= --prefix/-p= --prune --solver=",
}
PIXI = {
    "": "--color= --help/-h --no-progress --quiet/-q --verbose/-v/-vv/-vvv",
    "install": """
        --all/-a --auth-file= --environment/-e=* --frozen --locked --manifest-path= --only=* --pypi-keyring-provider= --skip=*
        --workspace/-w=
    """,
    "add": """
        --branch= --build --concurrent-downloads= --editable --environment/-e= --feature/-f= --frozen --git/-g= --host --locked
        --manifest-path= --no-install --no-lockfile-update --platform/-p=* --pypi --rev= --subdir/-s= --tag= --workspace/-w=
    """,
    "run": """
        --as-is --clean-env --environment/-e= --executable/-x --force-activate --frozen --locked --manifest-path= --no-install
        --no-lockfile-update --skip-deps --workspace/-w=
    """,
    "lock": "--check --json --manifest-path= --no-install --workspace/-w=",
    "update": "--dry-run/-n --environment/-e=* --json --manifest-path= --no-install --platform/-p=* --workspace/-w=",
    "global install": "--channel/-c=* --environment/-e= --expose=* --force-reinstall --no-shortcuts --platform/-p= --with=*",
    "exec": "--channel/-c=* --force-reinstall --list --platform/-p= --spec/-s=* --with/-w=*",
}
EASY_INSTALL = {
    "install": """
        --allow-hosts/-H= --always-copy/-a --always-unzip/-Z --build-directory/-b= --delete-conflicting/-D --dry-run/-n --editable/-e
        --exclude-scripts/-x --find-links/-f= --help/-h --ignore-conflicts-at-my-risk --index-url/-i= --install-dir/-d=
        --local-snapshots-ok/-l --multi-version/-m --no-deps/-N --no-find-links --optimize/-O= --prefix= --quiet/-q --record=
        --script-dir/-s= --site-dirs/-S= --upgrade/-U --user --verbose/-v --version --zip-ok/-z
    """,
}
PIP_TOOLS = {
    "sync": """
        --ask/-a --cert= --client-cert= --config= --dry-run/-n --extra-index-url=* --find-links/-f=* --force --help/-h --index-url/-i=
        --no-config --no-index --pip-args= --python-executable= --quiet/-q --trusted-host=* --user --verbose/-v --version
    """,
    "compile": """
        --all-build-deps --all-extras --allow-unsafe --annotate --annotation-style= --build-deps-for= --build-isolation --cache-dir=
        --cert= --client-cert= --color --config= --constraint/-c=* --dry-run/-n --emit-find-links --emit-index-url --emit-options
        --emit-trusted-host --extra-index-url=* --extra=* --find-links/-f=* --generate-hashes --header --help/-h --index-url/-i=
        --max-rounds= --newline= --no-all-extras --no-allow-unsafe --no-annotate --no-build-isolation --no-color --no-config
        --no-emit-find-links --no-emit-index-url --no-emit-options --no-emit-trusted-host --no-header --no-index --no-reuse-hashes
        --no-strip-extras --only-build-deps --output-file/-o= --pip-args= --pre/-p --prerelease --quiet/-q --rebuild/-r --resolver=
        --reuse-hashes --strip-extras --trusted-host=* --unsafe-package=* --upgrade-package/-P=* --upgrade/-U --verbose/-v --version
        --write-relative-to-output
    """,
}
HATCH = {
    "": """
        --cache-dir= --color --config= --data-dir= --env/-e= --help/-h --interactive --no-color --no-interactive --project/-p= --quiet/-q
        --verbose/-v --version
    """,
    "run": "--env/-e= --exclude/-x=* --filter/-f= --force-continue --ignore-compat/-i --include/-i=*",
    "env create": "",
    "test": """
        --all/-a --cover --exclude/-x=* --include/-i=* --parallel/-p --python/-py= --randomize/-r --retries= --retry-delay= --show/-s
    """,
}
