"""The ledger as a ModelAdmin with the columns and filters of ours."""

from django.contrib import admin
from django.urls import path
from import_export import resources
from import_export.admin import ImportExportModelAdmin

from duban_web.campaigns.models import Task


class TaskResource(resources.ModelResource):
    """The columns of the sheet."""

    class Meta:
        model = Task
        fields = ("no", "title", "group", "start", "deadline", "campaign", "progress")
        import_id_fields = ("title",)


class TaskAdmin(ImportExportModelAdmin):
    """List, search, filters."""

    resource_classes = (TaskResource,)
    list_display = ("no", "light", "title", "leaders", "lead", "deadline", "progress", "reported_on")
    list_filter = ("light", "state", "group")
    search_fields = ("title", "no", "note")
    list_per_page = 50

    def get_queryset(self, request):
        """With the people, as ours."""
        return super().get_queryset(request).prefetch_related("assignments__leader", "assignments__unit")

    def leaders(self, task):
        """Lead leaders."""
        return "、".join(str(a.leader) for a in task.assignments.all() if a.part == "leader")

    def lead(self, task):
        """Lead units."""
        return "、".join(str(a.unit) for a in task.assignments.all() if a.part == "lead")


site = admin.AdminSite()
site.register(Task, TaskAdmin)
urlpatterns = [path("admin/", site.urls)]
