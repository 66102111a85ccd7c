from django.urls import path

from duban_web.bulletins import book_pages, contribution_pages, delivery_pages, pages, template_pages

urlpatterns = [
    path("bulletins/", pages.bulletin_list, name="bulletins"),
    path("bulletins/<int:key>/", pages.bulletin, name="bulletin"),
    path("bulletins/<int:key>/step/", pages.bulletin_step, name="bulletin_step"),
    path("bulletins/<int:key>/brief/", pages.bulletin_brief, name="bulletin_brief"),
    path("bulletins/<int:key>/fonts/", pages.bulletin_fonts, name="bulletin_fonts"),
    path("bulletins/<int:key>.<str:kind>", pages.bulletin_file, name="bulletin_file"),
    path("bulletins/book/", book_pages.book, name="quarter_book"),
    path("bulletins/templates/", template_pages.templates, name="bulletin_templates"),
    path("bulletins/templates/<str:kind>.docx", template_pages.template_file, name="template_file"),
    path("releases/", pages.release_list, name="releases"),
    path("contributions/", contribution_pages.contributions, name="contributions"),
    path("contributions/<int:key>/", contribution_pages.contribution, name="contribution"),
    path("deliveries/", delivery_pages.delivery_list, name="deliveries"),
    path("deliveries/<int:key>/", delivery_pages.delivery, name="delivery"),
    path("deliveries/<int:key>.docx", delivery_pages.delivery_file, name="delivery_file"),
]
