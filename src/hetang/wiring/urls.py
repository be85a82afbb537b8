"""Every address of this city: the desk's pages."""

from django.urls import include, path

handler400 = "hetang.web.views.errors.bad_request"
handler403 = "hetang.web.views.errors.forbidden"
handler404 = "hetang.web.views.errors.not_found"
handler500 = "hetang.web.views.errors.failed"
urlpatterns = [path("", include("hetang.web.urls"))]
