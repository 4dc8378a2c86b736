"""Loaded by pytest before Django's settings are: every process of a test run gets a data folder of its own."""

import atexit
import os
import shutil
import tempfile

DATA = tempfile.mkdtemp(prefix="arlearn-data-")
atexit.register(shutil.rmtree, DATA, ignore_errors=True)

# What the person at the keyboard has set for a server of their own must not reach the tests.
for name in [name for name in os.environ if name.startswith("ARLEARN_")]:
    del os.environ[name]
os.environ["ARLEARN_DATA"] = DATA

own_redis = os.environ.get("REDIS_URL_" + os.environ.get("PYTEST_XDIST_WORKER", ""))
if own_redis:
    os.environ["REDIS_URL"] = own_redis
