"""The options of uv's commands: which take a value, which may be repeated, which names mean the same.

Those of uv 0.13.8, the hidden ones among them. Made by `tests/data/generate_installer_options.py uv`; a test compares the table with the
uv that is installed. One word for each option: its long name, other names after `/`, `=` if it takes a value, `*` if repeatable. The
entry "" holds what every command takes.
"""

from __future__ import annotations

VERSION = "0.13.8"
OPTIONS = {
    "": """
        --allow-insecure-host/--trusted-host=* --allow-python-downloads --cache-dir= --color= --config-file= --directory= --help/-h
        --isolated --managed-python --native-tls --no-cache/-n/--no-cache-dir --no-color --no-config --no-installer-metadata
        --no-managed-python --no-native-tls --no-offline --no-preview --no-progress --no-python-downloads --no-system-certs --offline
        --preview --preview-features/--preview-feature=* --project= --python-fetch= --python-preference= --quiet/-q --show-settings
        --system-certs --verbose/-v
    """,
    "run": """
        --active --all-extras --all-groups --all-packages --binary --build --build-isolation --compile-bytecode --config-setting/-C=*
        --config-settings-package=* --default-index= --dev --editable --env-file=* --exact --exclude-newer-package=* --exclude-newer=
        --extra-index-url=* --extra=* --find-links/-f=* --fork-strategy= --frozen --group=* --gui-script --index-strategy= --index-url/-i=
        --index=* --inexact --keyring-provider= --link-mode= --locked --max-recursion-depth= --module/-m --no-active --no-all-extras
        --no-binary --no-binary-package=* --no-build --no-build-isolation --no-build-isolation-package=* --no-build-package=*
        --no-compile-bytecode --no-default-groups --no-dev --no-editable --no-editable-package=* --no-env-file --no-extra=* --no-frozen
        --no-group=* --no-index --no-locked --no-project --no-refresh --no-reinstall --no-require-build-hashes --no-sources
        --no-sources-package=* --no-sync --no-upgrade --only-dev --only-group=* --package= --pre --prerelease-package=* --prerelease=
        --python-platform= --python/-p= --refresh --refresh-package=* --reinstall-package=* --reinstall/--force-reinstall
        --require-build-hashes --resolution= --script/-s --show-resolution --upgrade-group=* --upgrade-package/-P=* --upgrade/-U
        --with-editable=* --with-requirements=* --with/-w=*
    """,
    "add": """
        --active --binary --bounds= --branch= --build --build-isolation --compile-bytecode --config-setting/-C=*
        --config-settings-package=* --constraints/-c/--constraint=* --default-index= --dev --editable --exclude-newer-package=*
        --exclude-newer= --extra-index-url=* --extra=* --find-links/-f=* --fork-strategy= --frozen --group= --index-strategy=
        --index-url/-i= --index=* --keyring-provider= --lfs --link-mode= --locked --marker/-m= --no-active --no-binary
        --no-binary-package=* --no-build --no-build-isolation --no-build-isolation-package=* --no-build-package=* --no-compile-bytecode
        --no-editable --no-editable-package=* --no-frozen --no-index --no-install-local --no-install-package=* --no-install-project
        --no-install-workspace --no-locked --no-refresh --no-reinstall --no-require-build-hashes --no-sources --no-sources-package=*
        --no-sync --no-upgrade --no-workspace --only-install-local --only-install-package=* --only-install-project --only-install-workspace
        --optional= --package= --pre --prerelease-package=* --prerelease= --python/-p= --raw --refresh --refresh-package=*
        --reinstall-package=* --reinstall/--force-reinstall --require-build-hashes --requirements/-r/--requirement=* --resolution= --rev=
        --script= --tag= --upgrade-group=* --upgrade-package/-P=* --upgrade/-U --workspace
    """,
    "remove": """
        --active --binary --build --build-isolation --compile-bytecode --config-setting/-C=* --config-settings-package=* --default-index=
        --dev --exclude-newer-package=* --exclude-newer= --extra-index-url=* --find-links/-f=* --fork-strategy= --frozen --group=
        --index-strategy= --index-url/-i= --index=* --keyring-provider= --link-mode= --locked --no-active --no-binary --no-binary-package=*
        --no-build --no-build-isolation --no-build-isolation-package=* --no-build-package=* --no-compile-bytecode --no-frozen --no-index
        --no-locked --no-refresh --no-reinstall --no-require-build-hashes --no-sources --no-sources-package=* --no-sync --no-upgrade
        --optional= --package= --pre --prerelease-package=* --prerelease= --python/-p= --refresh --refresh-package=* --reinstall-package=*
        --reinstall/--force-reinstall --require-build-hashes --resolution= --script= --upgrade-group=* --upgrade-package/-P=* --upgrade/-U
    """,
    "sync": """
        --active --all-extras --all-groups --all-packages --binary --build --build-isolation --check --compile-bytecode
        --config-setting/-C=* --config-settings-package=* --default-index= --dev --dry-run --editable --exact --exclude-newer-package=*
        --exclude-newer= --extra-index-url=* --extra=* --find-links/-f=* --fork-strategy= --frozen --group=* --index-strategy=
        --index-url/-i= --index=* --inexact --keyring-provider= --link-mode= --locked --no-active --no-all-extras --no-binary
        --no-binary-package=* --no-build --no-build-isolation --no-build-isolation-package=* --no-build-package=* --no-check
        --no-compile-bytecode --no-default-groups --no-dev --no-editable --no-editable-package=* --no-extra=* --no-frozen --no-group=*
        --no-index --no-install-local --no-install-package=* --no-install-project --no-install-workspace --no-locked --no-refresh
        --no-reinstall --no-require-build-hashes --no-sources --no-sources-package=* --no-upgrade --only-dev --only-group=*
        --only-install-local --only-install-package=* --only-install-project --only-install-workspace --output-format= --package=* --pre
        --prerelease-package=* --prerelease= --python-platform= --python/-p= --refresh --refresh-package=* --reinstall-package=*
        --reinstall/--force-reinstall --require-build-hashes --resolution= --script= --upgrade-group=* --upgrade-package/-P=* --upgrade/-U
    """,
    "lock": """
        --binary --build --build-isolation --check --check-exists --config-setting/-C=* --config-settings-package=* --default-index=
        --dry-run --exclude-newer-package=* --exclude-newer= --extra-index-url=* --find-links/-f=* --fork-strategy= --frozen
        --index-strategy= --index-url/-i= --index=* --keyring-provider= --link-mode= --locked --no-binary --no-binary-package=* --no-build
        --no-build-isolation --no-build-isolation-package=* --no-build-package=* --no-frozen --no-index --no-locked --no-refresh
        --no-require-build-hashes --no-sources --no-sources-package=* --no-upgrade --pre --prerelease-package=* --prerelease= --python/-p=
        --refresh --refresh-package=* --require-build-hashes --resolution= --script= --upgrade-group=* --upgrade-package/-P=* --upgrade/-U
    """,
    "export": """
        --all-extras --all-groups --all-packages --annotate --batch= --binary --build --build-isolation --config-setting/-C=*
        --config-settings-package=* --default-index= --dev --editable --emit-find-links --emit-index-url --exclude-newer-package=*
        --exclude-newer= --extra-index-url=* --extra=* --find-links/-f=* --fork-strategy= --format= --frozen --group=* --hashes --header
        --index-strategy= --index-url/-i= --index=* --keyring-provider= --link-mode= --locked --no-all-extras --no-annotate --no-binary
        --no-binary-package=* --no-build --no-build-isolation --no-build-isolation-package=* --no-build-package=* --no-default-groups
        --no-dev --no-editable --no-editable-package=* --no-emit-find-links --no-emit-index-url --no-emit-local --no-emit-package=*
        --no-emit-project --no-emit-workspace --no-extra=* --no-frozen --no-group=* --no-hashes --no-header --no-index --no-locked
        --no-refresh --no-require-build-hashes --no-sources --no-sources-package=* --no-upgrade --only-dev --only-emit-local
        --only-emit-package=* --only-emit-project --only-emit-workspace --only-group=* --output-file/-o= --package=* --pre
        --prerelease-package=* --prerelease= --prune=* --python/-p= --refresh --refresh-package=* --require-build-hashes --resolution=
        --script= --upgrade-group=* --upgrade-package/-P=* --upgrade/-U
    """,
    "tool run": """
        --binary --build --build-constraints/-b/--build-constraint=* --build-isolation --compile-bytecode --config-setting/-C=*
        --config-settings-package=* --constraints/-c/--constraint=* --default-index= --env-file=* --exclude-newer-package=*
        --exclude-newer= --extra-index-url=* --find-links/-f=* --fork-strategy= --from= --generate-shell-completion= --index-strategy=
        --index-url/-i= --index=* --keyring-provider= --lfs --link-mode= --no-binary --no-binary-package=* --no-build --no-build-isolation
        --no-build-isolation-package=* --no-build-package=* --no-compile-bytecode --no-env-file --no-index --no-refresh --no-reinstall
        --no-require-build-hashes --no-sources --no-sources-package=* --no-upgrade --overrides/--override=* --pre --prerelease-package=*
        --prerelease= --python-platform= --python/-p= --refresh --refresh-package=* --reinstall-package=* --reinstall/--force-reinstall
        --require-build-hashes --resolution= --show-resolution --torch-backend= --upgrade-group=* --upgrade-package/-P=* --upgrade/-U
        --version/-V --with-editable=* --with-requirements=* --with/-w=*
    """,
    "tool install": """
        --binary --build --build-constraints/-b/--build-constraint=* --build-isolation --compile-bytecode --config-setting/-C=*
        --config-settings-package=* --constraints/-c/--constraint=* --default-index= --editable/-e --exclude-newer-package=*
        --exclude-newer= --excludes/--exclude=* --extra-index-url=* --find-links/-f=* --force --fork-strategy= --from= --index-strategy=
        --index-url/-i= --index=* --keyring-provider= --lfs --link-mode= --no-binary --no-binary-package=* --no-build --no-build-isolation
        --no-build-isolation-package=* --no-build-package=* --no-compile-bytecode --no-index --no-refresh --no-reinstall
        --no-require-build-hashes --no-sources --no-sources-package=* --no-upgrade --overrides/--override=* --pre --prerelease-package=*
        --prerelease= --python-platform= --python/-p= --refresh --refresh-package=* --reinstall-package=* --reinstall/--force-reinstall
        --require-build-hashes --resolution= --torch-backend= --upgrade-group=* --upgrade-package/-P=* --upgrade/-U --with-editable=*
        --with-executables-from=* --with-requirements=* --with/-w=*
    """,
    "tool upgrade": """
        --all --binary --build --build-isolation --compile-bytecode --config-setting-package=* --config-setting/-C=* --default-index=
        --exclude-newer-package=* --exclude-newer= --extra-index-url=* --find-links/-f=* --fork-strategy= --index-strategy= --index-url/-i=
        --index=* --keyring-provider= --link-mode= --no-binary --no-binary-package=* --no-build --no-build-isolation
        --no-build-isolation-package=* --no-build-package=* --no-compile-bytecode --no-index --no-reinstall --no-require-build-hashes
        --no-sources --no-sources-package=* --pre --prerelease-package=* --prerelease= --python-platform= --python/-p=
        --reinstall-package=* --reinstall/--force-reinstall --require-build-hashes --resolution= --upgrade-group=* --upgrade-package/-P=*
        --upgrade/-U
    """,
    "python install": """
        --bin --compile-bytecode --default --force/-f --graalpy-mirror= --install-dir/-i= --mirror= --no-bin --no-compile-bytecode
        --no-registry --pyodide-mirror= --pypy-mirror= --python-downloads-json-url= --registry --reinstall/-r --upgrade/-U
    """,
    "pip compile": """
        --all-extras --allow-unsafe --annotate --annotation-style= --build --build-constraints/-b/--build-constraint=* --build-isolation
        --cert= --client-cert= --config-setting/-C=* --config-settings-package=* --config= --constraints/-c/--constraint=*
        --custom-compile-command= --default-index= --deps --emit-build-options --emit-find-links --emit-index-annotation --emit-index-url
        --emit-marker-expression --emit-options --emit-trusted-host --exclude-newer-package=* --exclude-newer= --excludes/--exclude=*
        --extra-index-url=* --extra=* --find-links/-f=* --fork-strategy= --format= --generate-hashes --group=* --header --index-strategy=
        --index-url/-i= --index=* --keyring-provider= --link-mode= --max-rounds= --no-all-extras --no-allow-unsafe --no-annotate
        --no-binary=* --no-build --no-build-isolation --no-build-isolation-package=* --no-deps --no-emit-build-options --no-emit-find-links
        --no-emit-index-annotation --no-emit-index-url --no-emit-marker-expression --no-emit-options --no-emit-package=*
        --no-emit-trusted-host --no-generate-hashes --no-header --no-index --no-refresh --no-require-build-hashes --no-reuse-hashes
        --no-sources --no-sources-package=* --no-strip-extras --no-strip-markers --no-system --no-universal --no-upgrade --only-binary=*
        --output-file/-o= --overrides/--override=* --pip-args= --pre --prerelease-package=* --prerelease= --python-platform=
        --python-version= --python/-p= --refresh --refresh-package=* --require-build-hashes --resolution= --resolver= --reuse-hashes
        --strip-extras --strip-markers --system --torch-backend= --universal --upgrade-group=* --upgrade-package/-P=* --upgrade/-U
    """,
    "pip sync": """
        --all-extras --allow-empty-requirements --ask --break-system-packages --build --build-constraints/-b/--build-constraint=*
        --build-isolation --cert= --check --client-cert= --compile-bytecode --config-setting/-C=* --config-settings-package=* --config=
        --constraints/-c/--constraint=* --default-index= --dry-run --exclude-newer-package=* --exclude-newer= --extra-index-url=* --extra=*
        --find-links/-f=* --group=* --index-strategy= --index-url/-i= --index=* --keyring-provider= --link-mode= --no-all-extras
        --no-allow-empty-requirements --no-binary=* --no-break-system-packages --no-build --no-build-isolation --no-compile-bytecode
        --no-index --no-refresh --no-reinstall --no-require-build-hashes --no-require-hashes --no-sources --no-sources-package=*
        --no-strict --no-system --no-verify-hashes --only-binary=* --output-format= --pip-args= --prefix= --python-executable=
        --python-platform= --python-version= --python/-p= --refresh --refresh-package=* --reinstall-package=* --reinstall/--force-reinstall
        --require-build-hashes --require-hashes --strict --system --target/-t= --torch-backend= --user --verify-hashes
    """,
    "pip install": """
        --all-extras --break-system-packages --build --build-constraints/-b/--build-constraint=* --build-isolation --cert= --check
        --compile-bytecode --config-setting/-C=* --config-settings-package=* --constraints/-c/--constraint=* --default-index= --deps
        --disable-pip-version-check --dry-run --editable/-e=* --exact --exclude-newer-package=* --exclude-newer= --excludes/--exclude=*
        --extra-index-url=* --extra=* --find-links/-f=* --fork-strategy= --group=* --index-strategy= --index-url/-i= --index=* --inexact
        --keyring-provider= --link-mode= --no-all-extras --no-binary=* --no-break-system-packages --no-build --no-build-isolation
        --no-build-isolation-package=* --no-compile-bytecode --no-deps --no-editable --no-editable-package=* --no-index --no-refresh
        --no-reinstall --no-require-build-hashes --no-require-hashes --no-sources --no-sources-package=* --no-strict --no-system
        --no-upgrade --no-verify-hashes --only-binary=* --output-format= --overrides/--override=* --pre --prefix= --prerelease-package=*
        --prerelease= --python-platform= --python-version= --python/-p= --refresh --refresh-package=* --reinstall-package=*
        --reinstall/--force-reinstall --require-build-hashes --require-hashes --requirements/-r/--requirement=* --resolution= --strict
        --system --target/-t= --torch-backend= --upgrade-group=* --upgrade-package/-P=* --upgrade/-U --user --verify-hashes
    """,
    "pip uninstall": """
        --break-system-packages --cert= --disable-pip-version-check --dry-run --keyring-provider= --no-break-system-packages --no-system
        --prefix= --python/-p= --requirements/-r/--requirement=* --system --target/-t= --yes/-y
    """,
    "venv": """
        --allow-existing --clear/-c --default-index= --exclude-newer-package=* --exclude-newer= --extra-index-url=* --find-links/-f=*
        --force --index-strategy= --index-url/-i= --index=* --keyring-provider= --link-mode= --no-clear --no-index --no-pip --no-project
        --no-refresh --no-relocatable --no-seed --no-setuptools --no-system --no-wheel --prompt= --python/-p= --refresh --refresh-package=*
        --relocatable --seed --system --system-site-packages
    """,
    "build": """
        --all-packages --binary --build --build-constraints/-b/--build-constraint=* --build-isolation --build-logs --clear
        --config-setting/-C=* --config-settings-package=* --create-gitignore --default-index= --exclude-newer-package=* --exclude-newer=
        --extra-index-url=* --find-links/-f=* --force-pep517 --fork-strategy= --index-strategy= --index-url/-i= --index=*
        --keyring-provider= --link-mode= --list --no-binary --no-binary-package=* --no-build --no-build-isolation
        --no-build-isolation-package=* --no-build-logs --no-build-package=* --no-create-gitignore --no-index --no-refresh
        --no-require-build-hashes --no-require-hashes --no-sources --no-sources-package=* --no-upgrade --no-verify-hashes --out-dir/-o=
        --package= --pre --prerelease-package=* --prerelease= --python/-p= --refresh --refresh-package=* --require-build-hashes
        --require-hashes --resolution= --sdist --skip-dependency-check --upgrade-group=* --upgrade-package/-P=* --upgrade/-U
        --verify-hashes --wheel
    """,
}
