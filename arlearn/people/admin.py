"""Libraries and people in Django's admin site."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from arlearn.errors import TOO_MANY
from arlearn.people.limits import sign_ins
from arlearn.people.models import Library, Membership, User


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs only
    model = Membership
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Library)
class LibraryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    list_display = ["name", "city", "slug"]
    search_fields = ["name", "city"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [MembershipInline]


class LimitedSignIn(AdminAuthenticationForm):
    """The admin site's own door is as narrow as that of the pages."""

    def clean(self) -> dict[str, Any]:
        if self.request is not None and not sign_ins.allow_request(self.request):
            raise ValidationError(TOO_MANY().message(get_language() or "id"))
        return super().clean()


admin.site.login_form = LimitedSignIn
admin.site.register(User, UserAdmin)
admin.site.site_header = admin.site.site_title = "arlearn"
