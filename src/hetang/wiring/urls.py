"""Every address of this city: the desk's pages."""

from django.urls import include, path

urlpatterns = [path("", include("hetang.web.urls"))]
