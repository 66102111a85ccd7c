from django.urls import path

from duban_web.registers import block_pages, gate_pages, pages, public_pages, record_pages

urlpatterns = [
    path("registers/", pages.registers, name="registers"),
    path("registers/install/", pages.install, name="register_install"),
    path("registers/new/", pages.register_new, name="register_new"),
    path("registers/gate/", gate_pages.gate, name="gate"),
    path("registers/gate/keys.json", gate_pages.gate_keys, name="gate_keys"),
    path("registers/gate/checks/", gate_pages.gate_checks, name="gate_checks"),
    path("registers/gate/worker.js", gate_pages.gate_worker, name="gate_worker"),
    path("registers/<slug:code>/", pages.register, name="register"),
    path("registers/<slug:code>/edit/", pages.register_edit, name="register_edit"),
    path("registers/<slug:code>/sums/", pages.register_figures, name="register_figures"),
    path("registers/<slug:code>/matching/", pages.register_matching, name="register_matching"),
    path("registers/<slug:code>/view/<slug:block>/", block_pages.register_block, name="register_block"),
    path("registers/<slug:code>/view/roster/fill/", block_pages.register_filling, name="register_filling"),
    path("registers/<slug:code>/export/", pages.register_export, name="register_export"),
    path("registers/<slug:code>/import/", pages.register_import, name="register_import"),
    path("registers/<slug:code>/code.svg", public_pages.public_code, name="register_code"),
    path("registers/<slug:code>/new/", record_pages.record_new, name="record_new"),
    path("registers/<slug:code>/<int:number>/", record_pages.record, name="record"),
    path("registers/<slug:code>/<int:number>/edit/", record_pages.record_edit, name="record_edit"),
    path("registers/<slug:code>/<int:number>/step/", record_pages.record_step, name="record_step"),
    path("registers/<slug:code>/<int:number>/files/<int:key>/", record_pages.record_file, name="record_file"),
    path(
        "registers/<slug:code>/<int:number>/codes/<slug:field>/", record_pages.record_code, name="record_code"
    ),
    path("registers/<slug:code>/<int:number>/pass/", record_pages.record_pass, name="record_pass"),
    path("fill/<str:token>/", public_pages.public, name="register_public"),
]
