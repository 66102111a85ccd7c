"""The application as a web server sees it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duban_web.settings")
application = get_wsgi_application()

# What is loaded by now stays for good: it is taken out of the garbage collector's rounds, which else cost a page up to 20 ms.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)  # a page makes thousands of objects that die by themselves
