"""Every address of the server, in one table."""

from django.contrib import admin
from django.urls import path, re_path

from arlearn.api import addresses, nowhere
from arlearn.reports.measures import measures
from arlearn.serve.media import media
from arlearn.serve.static import framed_page, page

urlpatterns = [
    path("", page("reader"), name="shelf"),
    # Upper-case twins: a QR in upper case needs fewer modules.
    re_path(r"^[mM]/(?P<code>[0-9A-Za-z]{1,12})$", page("reader"), name="marker"),
    re_path(r"^[jJ]/(?P<code>[0-9A-Za-z]{1,12})$", page("reader"), name="join"),
    re_path(r"^b/(?P<slug>[-a-z0-9]+)(?:/(?P<number>\d+)|/credits)?$", page("reader"), name="book"),
    path("p/<str:token>", framed_page("reader"), name="preview"),
    re_path(r"^panel(?:/.*)?$", page("panel"), name="panel"),
    re_path(r"^studio(?:/.*)?$", page("studio"), name="studio"),
    path("media/<str:name>", media, name="media"),
    path("metrics", measures, name="metrics"),
    path("admin/", admin.site.urls),
    re_path(r"^api/?$", nowhere),
    path("api/", addresses()),
    re_path(r"^api/", nowhere),
]

handler404 = "arlearn.serve.static.missing"
handler500 = "arlearn.serve.static.failed"
