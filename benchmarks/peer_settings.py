"""The same database and models in Django's own admin with django-import-export: the peer of bench_scale.py."""

from duban_web.settings import *  # noqa: F403 all of them, and two apps more
from duban_web.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "django.contrib.admin", "import_export"]
ROOT_URLCONF = "peer_admin"
