"""Libraries and people in Django's admin site."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

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


admin.site.register(User, UserAdmin)
admin.site.site_header = admin.site.site_title = "arlearn"
