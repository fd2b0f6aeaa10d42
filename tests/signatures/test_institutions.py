"""Hosts of offices, schools and armies: told by their suffix, and never anything else."""

import pytest

from phone_audit.signatures.institutions import INSTITUTIONAL, is_institutional


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


INSTITUTIONS = words("""
    slot-gacor.dprd.contohkab.go.id slotgacor.kemenag.go.id slot88.disdik.jabarprov.go.id
    gacor.pn-contoh.go.id togel.rsud.contohkota.go.id rtp-slot.bappeda.go.id bkn.go.id
    polri.go.id slot.polri.go.id www.slot88.pta-contoh.go.id zonajudi.lapor.go.id go.id
    zeus138.lib.unud.ac.id slot-thailand.unpad.ac.id repository.slot88.ui.ac.id
    perpus-slot88.ac.id ojs-slotgacor.stikes.ac.id e-learning.slot.univ.ac.id idnslot.ac.id
    ac.id sman1-slot.sch.id slot.sman1contoh.sch.id gacor.mtsn2.sch.id slotgacor.desa.id
    sukamaju.desa.id slot88.sukamaju.desa.id gacor88.tni.mil.id tniad.mil.id
    slotdemo.tni-al.mil.id kodim0311pessel.mil.id maxwin.pesantren.ponpes.id slot88.ponpes.id
    slot88.gov.ph slot.deped.gov.ph slot.gov.my slot.gov.sg slot.gov.bn slot.gov.tl
    slot88.gov.br agennalo.camaradeguarara.cam.mg.gov.br slot.gov.uk slot88.gov.au slot.gov.in
    slot.gob.ar slot.gob.mx slot.gob.pe slot.gouv.fr slot.gouv.ci slot.gub.uy slot.gc.ca
    slot.govt.nz slot.gv.at slot.bund.de slot.admin.ch slot.europa.eu slot.go.th slot.go.kr
    slot.go.jp slot.lg.jp slot.go.ke slot.go.ug slot.nic.in slot.jus.br slot.leg.br
    slot.muni.il slot.bel.tr slot.pol.tr slot.police.uk slot.nhs.uk slot.state.ca.us
    slot.nasa.gov scottsdaleaz.gov slot88.who.int joker123.mil slot.mil.ph slot.mi.th
    slot88.edu slotgacor.mit.edu slot.edu.my slot.edu.vn slot88.edu.pe slot.edu.co slot.edu.cn
    slot.ac.th slot.ac.uk slot.ac.nz slot.ac.kr slot.ac.jp slot.ac.in slot.ac.bd slot.ac.rs
    sip.ucm.ac.mz slot.ed.jp slot.school.nz slot.k12.ca.us slot.k12.tr slot.sch.uk slot.sch.sa
    slot.sc.ke slot.sc.ug press.go.co slot.univ.sn slot.sci.eg slot.res.in
""")

OTHERS = words("""
    go.id.slot88.com slot88-go.id slot88go.id slot88.schid.com slot88.my.id slot88.biz.id
    logo.id xac.id slot88.ac.id.example idnslot.ac.id.wollmux.org dprd-slot.or.id
    dinkes-slot.web.id slot88.co.id mygov.com gov.example govslot.com edu88.com slot-edu.net
    military.org go.com k12.com schoolslot.nz xgovt.nz europa88.eu bund88.de admin88.ch
    slot88.ac toto88.ac interslot.com 203.0.113.7 2001:db8::1
""")


def test_there_are_a_hundred_of_them() -> None:
    assert len(set(INSTITUTIONS)) >= 100


@pytest.mark.parametrize("host", INSTITUTIONS)
def test_an_institution_is_known_by_its_suffix(host: str) -> None:
    assert is_institutional(host)
    assert not INSTITUTIONAL.sub("", host).endswith((".id", ".gov", ".edu", ".mil"))


@pytest.mark.parametrize("host", OTHERS)
def test_nobody_else_becomes_one_by_writing_it_elsewhere(host: str) -> None:
    assert not is_institutional(host)
