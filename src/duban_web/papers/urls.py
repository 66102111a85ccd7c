from django.urls import path

from duban_web.papers import pages

urlpatterns = [
    path("papers/", pages.paper_list, name="papers"),
    path("papers/inbox/", pages.inbox, name="inbox"),
    path("papers/piles/<int:key>/", pages.pile, name="pile"),
    path("papers/<int:key>/", pages.paper, name="paper"),
    path("papers/<int:key>/file/", pages.paper_file, name="paper_file"),
    path("papers/<int:key>/original/", pages.paper_original, name="paper_original"),
    path("papers/<int:key>/pages/<int:number>.png", pages.paper_page, name="paper_page"),
    path("papers/<int:key>/facts/<int:number>/", pages.decide, name="fact_decide"),
    path("papers/<int:key>/sure/", pages.accept_sure, name="accept_sure"),
    path("figures/<int:key>/", pages.observation_sources, name="observation_sources"),
]
