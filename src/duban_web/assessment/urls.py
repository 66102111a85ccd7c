from django.urls import path

from duban_web.assessment import board_pages, commendation_pages, pages, proof_pages, scheme_pages

urlpatterns = [
    path("assessment/", pages.assessments, name="assessments"),
    path("assessment/schemes/new/", scheme_pages.scheme_new, name="scheme_new"),
    path("assessment/schemes/<int:key>/", scheme_pages.scheme, name="scheme"),
    path("assessment/schemes/<int:key>/change/", scheme_pages.scheme_change, name="scheme_change"),
    path("assessment/schemes/<int:key>/weights/", scheme_pages.scheme_weights, name="scheme_weights"),
    path("assessment/schemes/<int:key>/rounds/new/", pages.round_new, name="round_new"),
    path("assessment/versions/<int:key>/decide/", scheme_pages.version_decide, name="version_decide"),
    path("assessment/rounds/<int:key>/", pages.round_page, name="round"),
    path("assessment/rounds/<int:key>/figures/", pages.readings, name="readings"),
    path("assessment/rounds/<int:key>/figures.xlsx", board_pages.readings_file, name="readings_file"),
    path("assessment/rounds/<int:key>/step/", pages.round_step, name="round_step"),
    path("assessment/rounds/<int:key>/trial/", scheme_pages.trial, name="round_trial"),
    path("assessment/rounds/<int:key>/units/<int:unit>/", pages.unit_score, name="unit_score"),
    path("assessment/rounds/<int:key>/units/<int:unit>/object/", pages.objection_new, name="objection_new"),
    path("assessment/rounds/<int:key>/board.<str:kind>", board_pages.board_file, name="board_file"),
    path("assessment/objections/<int:key>/", pages.objection, name="objection"),
    path("assessment/follows/<int:key>/", pages.follow, name="follow"),
    path("assessment/follows/<int:key>.docx", board_pages.certificate, name="certificate"),
    path("assessment/rounds/<int:key>/units/<int:unit>/proofs/", proof_pages.proofs, name="proofs"),
    path("assessment/proofs/<int:key>/", proof_pages.proof_file, name="proof_file"),
    path("commendations/", commendation_pages.commendations, name="commendations"),
    path("commendations/<int:key>/", commendation_pages.commendation, name="commendation"),
    path("commendations/<int:key>/step/", commendation_pages.commendation_step, name="commendation_step"),
    path("commendations/<int:key>.docx", commendation_pages.commendation_file, name="commendation_file"),
    path("shown/<str:token>/", board_pages.shown, name="shown"),
]
