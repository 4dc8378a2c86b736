"""`make run`, `make test` and `make check`, from nothing but a Python and the package registries.

This file parses on any Python 3, so that one that is too old is told so in a sentence; the work is in provision/.
"""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "arlearn needs Python 3.11 or newer; %s is %d.%d. Name a newer one: make run PYTHON=python3.12\n"
        % (sys.executable, sys.version_info[0], sys.version_info[1])
    )
    sys.exit(2)

from arlearn.provision.verbs import main  # the Python checked for above is needed from here on

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
