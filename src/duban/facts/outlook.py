"""Whether the text speaks of what is to come: 主要预期目标是…, a section 下一步工作安排, 重点抓好以下九方面工作."""

import re

from duban.text.sentences import Sentence

AIMS = re.compile(
    r"(?:预期|发展|主要|总体|工作)目标(?:任务)?(?:是|为|[:：])|目标任务(?:是|为|[:：])|预期目标(?:是|为|[:：])"
)
AHEAD = re.compile(
    "工作任务|工作建议|总体要求和|工作安排|工作打算|今后(?:五|一)|下一步|工作思路|目标任务|重点工作|工作重点|主要任务|工作计划"
)
BACK = re.compile("发展成就|工作成绩|主要成就|回顾|总结|完成情况|运行情况|主要工作$|工作情况")
ANNOUNCES = re.compile(
    "(?:将|(?<!主)要)(?:集中|重点|着力|全力)?(?:抓好|做好|推进|实施)?[^。]{0,8}以下[^。]{0,10}[:：]"
    "|(?:重点|着力|突出)(?:抓好|做好)(?:以下|[一二三四五六七八九十]+个?方面)[^。]{0,6}[:：。]"
)
REVIEWS = re.compile(
    r"\s*(?:过去(?:的?一年|五年|三年|的?20\d\d年)|[一五三]年来|[“]?十[一二三四]五[”]?时期[，,]|回顾|去年)"
)
ENDS_AIMS = re.compile("[。！!]\\s*$|\\n")
LONGEST_HEADING = 40
ENDS_HEADING = re.compile("[^。！!；;，,：:]\\s*$")


class Outlook:
    """Carries on from sentence to sentence what a heading or an announcement said."""

    def __init__(self) -> None:
        self._aims = self._section = self._closes = False

    @property
    def ahead(self) -> bool:
        """Whether figures read now are targets."""
        return self._aims or self._section

    def see(self, sentence: Sentence, *, starts_paragraph: bool) -> None:
        """A sentence, before its figures are read. Aims hold to the full stop, a section to the next heading that looks back."""
        text = sentence.text
        if starts_paragraph or self._closes:
            self._aims = False
        if starts_paragraph and len(text) < LONGEST_HEADING and ENDS_HEADING.search(text):
            self._heading(text)
        elif starts_paragraph and REVIEWS.match(text):
            self._section = False
        if ("以下" in text or "抓好" in text) and ANNOUNCES.search(text):
            self._section = True
        if "目标" in text and AIMS.search(text):
            self._aims = True
        self._closes = ENDS_AIMS.search(text) is not None

    def _heading(self, text: str) -> None:
        if BACK.search(text):
            self._section = False
        elif AHEAD.search(text):
            self._section = True
