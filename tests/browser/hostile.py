"""Strings that would like to be more than text, and addresses that would like to be more than links."""

from __future__ import annotations

from itertools import product

RUN = "window.hacked=1"

_TAGS = (
    "<script>{run}</script>", "<img src=x onerror={run}>", "<svg onload={run}>", "<svg><script>{run}</script></svg>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'>", "<iframe src=javascript:{run}>", "<object data=javascript:{run}>",
    "<embed src=javascript:{run}>", "<video><source onerror={run}></video>", "<audio src=x onerror={run}>",
    "<body onload={run}>", "<details open ontoggle={run}>", "<input autofocus onfocus={run}>", "<select autofocus onfocus={run}>",
    "<textarea autofocus onfocus={run}>", "<marquee onstart={run}>", "<style>@import 'data:text/css,*{{display:none}}'</style>",
    "<style>*{{display:none!important}}</style>", "<link rel=stylesheet href=data:text/css,*{{display:none}}>", "<base href=https://example.org/>",
    "<meta http-equiv=refresh content='0;url=javascript:{run}'>", "<form action=javascript:{run}><button>send</button></form>",
    "<a href=javascript:{run}>link</a>", "<math><mtext><img src=x onerror={run}></mtext></math>", "<template><img src=x onerror={run}></template>",
    "<support-chat bot=https://example.org></support-chat>", "<slot name=x>", "<b onmouseover={run}>bold</b>", "<p style=position:fixed;inset:0>cover</p>",
    "<!--<img src=x onerror={run}>-->", "<![CDATA[<img src=x onerror={run}>]]>", "<?xml version='1.0'?><x/>", "<!doctype html><html><head></head><body>x</body></html>",
    "<noscript><img src=x onerror={run}></noscript>", "<plaintext>", "<xmp><img src=x onerror={run}></xmp>", "<title>taken</title>",
    "<dialog open>fake</dialog>", "<button popovertarget=x>press</button>", "<portal src=https://example.org>",
)  # fmt: skip
_AROUND = ("{tag}", '"><{tag}', "</p></div></section>{tag}", "&lt;{tag}&gt;", "x{tag}y")

_ENTITIES = (
    "&lt;b&gt;", "&amp;amp;", "&#60;script&#62;", "&#x3c;img&#x3e;", "&nbsp;", "&NewLine;", "&colon;", "&quot;", "&#0;", "&#xD800;", "&;", "&",
)  # fmt: skip
_TEMPLATES = (
    "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{% raw %}", "{label}", "{hours}", "{count}", "{seconds}", "{0}", "%s %d %n", "$1 $& $`", "\\1 \\u003cb\\u003e",
    "[[constructor]]", "__proto__", "constructor", "toString", "hasOwnProperty", "../../etc/passwd", "'; DROP TABLE events; --", "/restart", "/session_start", "@everyone",
    "null", "undefined", "NaN", "[object Object]", "true", "0", "-1", "1e999", "None", '{"text": "x"}', "[]",
)  # fmt: skip
_LETTERS = (
    "\u202eesrever", "\u2066isolate\u2069", "\u2067rtl", "\u200f\u200e", "a\u200bb\u200cc\u200dd", "\ufeffbom", "\u00adsoft\u00adhyphen", "nul\x00l", "\x01\x02\x1b[31m", "\x7f",
    "line\u2028paragraph\u2029end", "tab\tand\nline", "\r\nwindows\r\n", "\u0000", "\ufffd", "\uffff", "Z" + "\u0335\u0327\u0321\u0323" * 40, "ﷺ", "👩‍👩‍👧‍👦🏳️‍🌈👍🏿", "\U000e0041\U000e0042",
    "مرحبا بالعالم", "שלום עולם", "日本語のテキスト", "W" * 1500, "W " * 700, "\n" * 50 + "end", "«»‹›“”‘’", "İıſK", "ﬃ", "＜script＞", "\u037e\u1fef", "𝓯𝓪𝓷𝓬𝔂",
)  # fmt: skip

HREFS = (
    "javascript:{run}", "JavaScript:{run}", " javascript:{run}", "\tjavascript:{run}", "\x01javascript:{run}", "java\nscript:{run}", "java\tscript:{run}", "java\x00script:{run}",
    "javascript&colon;{run}", "javascript&#58;{run}", "javascript://x%0a{run}", "vbscript:{run}", "data:text/html,<script>{run}</script>", "data:text/html;base64,PHNjcmlwdD4=",
    "blob:https://example.org/1", "file:///etc/passwd", "ftp://example.org", "http://example.org", "//example.org", "/webhooks", "?x", "#x", "", "about:blank", "view-source:https://example.org",
    "intent://x#Intent;end", "ms-settings:", "x:tel:999", "\ntel:999", "feed:javascript:{run}", "jar:javascript:{run}", "Tel:999", "HTTPS://example.org",
)  # fmt: skip
ALLOWED = ("tel:", "sms:", "mailto:", "https:")

HREFS = tuple(each.replace("{run}", RUN) for each in HREFS)
STRINGS: tuple[str, ...] = (
    *(around.replace("{tag}", tag.replace("{run}", RUN).replace("{{", "{").replace("}}", "}")) for tag, around in product(_TAGS, _AROUND)),
    *_ENTITIES, *_TEMPLATES, *_LETTERS, *HREFS[:20],
)  # fmt: skip
