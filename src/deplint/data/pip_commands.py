"""The options of pip's commands: which take a value, which may be repeated, which names mean the same.

Those of pip 26.3, and of 23.1 and 23.2 what has gone since. Made by `tests/data/generate_installer_options.py pip`; a test compares the
table with the pip that is installed. One word for each option: its long name, other names after `/`, `=` if it takes a value, `*` if
repeatable. The entry "" holds what every command takes.
"""

from __future__ import annotations

VERSION = "26.3"
OPTIONS = {
    "": """
        --cache-dir= --cert= --client-cert= --debug --disable-pip-version-check --exists-action=* --help/-h --isolated --keyring-provider=
        --log/--log-file/--local-log= --no-cache-dir --no-color --no-input --no-proxy-env --no-python-version-warning --proxy= --python=
        --quiet/-q --require-virtualenv/--require-venv --requirement/-r=* --resume-retries= --retries= --timeout/--default-timeout=
        --trusted-host=* --use-deprecated=* --use-feature=* --verbose/-v
    """,
    "install": """
        --abi=* --all-releases=* --break-system-packages --build-constraint=* --check-build-dependencies --compile --config-settings/-C=*
        --constraint/-c=* --dry-run --editable/-e=* --extra-index-url=* --find-links/-f=* --force-reinstall --global-option=* --group=*
        --ignore-installed/-I --ignore-requires-python --implementation= --index-url/-i/--pypi-url= --no-binary=* --no-build-isolation
        --no-clean --no-compile --no-deps/--no-dependencies --no-index --no-require-hashes --no-use-pep517 --no-user --no-warn-conflicts
        --no-warn-script-location --only-binary=* --only-deps/--only-dependencies --only-final=* --platform=* --pre --prefer-binary
        --prefix= --progress-bar= --python-version=* --refresh-package=* --report= --require-hashes --requirements-from-script=*
        --root-user-action= --root= --src/--source/--source-dir/--source-directory=* --target/-t= --upgrade-strategy= --upgrade/-U
        --uploaded-prior-to=* --use-pep517 --user --version/-V
    """,
    "download": """
        --abi=* --all-releases=* --build-constraint=* --check-build-dependencies --constraint/-c=*
        --dest/-d/--destination-dir/--destination-directory= --extra-index-url=* --find-links/-f=* --global-option=* --group=*
        --ignore-requires-python --implementation= --index-url/-i/--pypi-url= --no-binary=* --no-build-isolation --no-clean
        --no-deps/--no-dependencies --no-index --no-require-hashes --no-use-pep517 --only-binary=* --only-deps/--only-dependencies
        --only-final=* --platform=* --pre --prefer-binary --progress-bar= --python-version=* --refresh-package=* --require-hashes
        --requirements-from-script=* --src/--source/--source-dir/--source-directory=* --uploaded-prior-to=* --use-pep517 --version/-V
    """,
    "wheel": """
        --all-releases=* --build-constraint=* --build-option=* --check-build-dependencies --config-settings/-C=* --constraint/-c=*
        --editable/-e=* --extra-index-url=* --find-links/-f=* --global-option=* --group=* --ignore-requires-python
        --index-url/-i/--pypi-url= --no-binary=* --no-build-isolation --no-clean --no-deps/--no-dependencies --no-index --no-require-hashes
        --no-use-pep517 --no-verify --only-binary=* --only-deps/--only-dependencies --only-final=* --pre --prefer-binary --progress-bar=
        --refresh-package=* --require-hashes --requirements-from-script=* --src/--source/--source-dir/--source-directory=*
        --uploaded-prior-to=* --use-pep517 --version/-V --wheel-dir/-w=
    """,
    "uninstall": """
        --break-system-packages --root-user-action= --version/-V --yes/-y
    """,
    "lock": """
        --all-releases=* --build-constraint=* --check-build-dependencies --config-settings/-C=* --constraint/-c=* --editable/-e=*
        --extra-index-url=* --find-links/-f=* --group=* --ignore-requires-python --index-url/-i/--pypi-url= --no-binary=*
        --no-build-isolation --no-clean --no-deps/--no-dependencies --no-index --no-require-hashes --only-binary=*
        --only-deps/--only-dependencies --only-final=* --output/-o= --pre --prefer-binary --progress-bar= --refresh-package=*
        --require-hashes --requirements-from-script=* --src/--source/--source-dir/--source-directory=* --uploaded-prior-to=* --use-pep517
    """,
}
# Taken by pips that are older than those.
FORMER = """
    --allow-all-external --allow-external=* --allow-unverified=* --always-unzip/-Z --build/-b/--build-dir/--build-directory=
    --download-cache= --download= --egg --install-option=* --mirrors=* --no-use-wheel --process-dependency-links --use-mirrors --use-wheel
"""
