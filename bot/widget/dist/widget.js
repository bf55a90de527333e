var _=r=>!!(r?.text||r?.services?.length||r?.choices?.length),h=class extends Error{constructor(t,e="",n=[],o=0){super(e),Object.assign(this,{status:t,detail:e,services:n,seconds:o})}get isEnd(){return this.status===401}get isTemporary(){return[0,408,429].includes(this.status)||this.status>=500}},g=class{#n;#t=null;#o=!1;#i=Promise.resolve();constructor(t){this.#n=t}get isOpen(){return this.#t!==null}begin(){return this.#s(()=>this.#r())}send(t,e){return this.#s(async()=>{this.#t||await this.#r();let{messages:n}=await this.#a("POST","messages",{...t,message_id:e});return n})}forget(){return this.#s(async()=>{if(this.#t){try{await this.#a("DELETE","conversations")}catch(t){if(!t.isEnd)throw t}this.#t=null}})}abandon(){this.#o=!0,this.#t&&this.#e(this.#t),this.#t=null}#e(t){try{if(navigator.sendBeacon(`${this.#n}/forget`,new Blob([t],{type:"text/plain"})))return}catch{}let e={Authorization:`Bearer ${t}`};fetch(`${this.#n}/conversations`,{method:"DELETE",headers:e,keepalive:!0,credentials:"omit"}).catch(()=>{})}async#r(){this.#t=null;let{token:t,messages:e}=await this.#a("POST","conversations",{});if(typeof t!="string")throw new h(0);if(this.#o)throw this.#e(t),new h(0);return this.#t=t,e}#s(t){let e=this.#i.then(()=>{if(this.#o)throw new h(0);return t()});return this.#i=e.catch(()=>{}),e}async#a(t,e,n){let o={"Content-Type":"application/json"};this.#t&&(o.Authorization=`Bearer ${this.#t}`);let s,a={};try{s=await fetch(`${this.#n}/${e}`,{method:t,headers:o,body:n&&JSON.stringify(n),credentials:"omit",cache:"no-store",referrerPolicy:"no-referrer",signal:AbortSignal.timeout(1e4)}),s.status!==204&&(a=await s.json()??{})}catch{if(!s||s.ok)throw new h(0)}if(!s.ok)throw s.status===401&&(this.#t=null),new h(s.status,a.detail,a.services,Number(s.headers.get("Retry-After"))||0);let l=Array.isArray(a.messages)?a.messages.filter(_):[];if(t==="POST"&&!l.length)throw new h(0);return{token:a.token,messages:l}}};function w(r,t){try{let e=new URL(r,document.baseURI);if(e.protocol==="https:"||e.protocol==="http:")return e.href}catch{}return t}function x(r,t,e){document.title=t,document.documentElement.replaceChildren(),e(),location.replace(r)}function y(r){let t=0,e=!1,n,o=()=>{t=0,clearTimeout(n)},s=c=>{c.key==="Shift"?e=!(c.repeat||c.ctrlKey||c.altKey||c.metaKey):(e=!1,o())},a=c=>{if(c.key!=="Shift"||!e)return;e=!1,t+=1,clearTimeout(n),n=setTimeout(o,5e3);let d=3-t;d||o(),r(d)},l=()=>{e=!1,o()},u=[["keydown",s],["keyup",a],["pointerdown",l],["wheel",l]];for(let[c,d]of u)addEventListener(c,d,{capture:!0,passive:!0});return()=>{o();for(let[c,d]of u)removeEventListener(c,d,!0)}}var z=["ground","ink","accent","on-accent"],A=[["ink","ground"],["accent","ground"],["on-accent","accent"]];function N(r,t){let[e,n]=[v(r),v(t)].sort((o,s)=>s-o);return(e+.05)/(n+.05)}function v(r){let[t,e,n]=r.map(o=>{let s=o/255;return s<=.04045?s/12.92:((s+.055)/1.055)**2.4});return .2126*t+.7152*e+.0722*n}function C(r){let t=/^rgb\((\d+), (\d+), (\d+)\)$/.exec(r);return t&&t.slice(1).map(Number)}function k(r,{firstElementChild:t}){r.removeAttribute("data-own-colours");let e={};for(let o of z)t.style.color="",t.style.setProperty("color",`var(--${o})`),e[o]=C(getComputedStyle(t).color);t.style.color="";let n=A.filter(([o,s])=>!e[o]||!e[s]||N(e[o],e[s])<4.5);return n.length&&r.setAttribute("data-own-colours",""),n.map(([o,s])=>`--support-chat-${o} on --support-chat-${s}`)}var I=/^(tel:|sms:|mailto:|https:)/,L=new Set(["web","chat"]),E=new Map([["phone","call"],["sms","text"],["email","email"]]);function i(r,t={},...e){let n=document.createElement(r);for(let[o,s]of Object.entries(t))s!=null&&(o in n?n[o]=s:n.setAttribute(o,s));return n.append(...e.flat().filter(o=>o!=null&&o!=="")),n}function m(r,t){return r.replace(/\{(\w+)\}/g,(e,n)=>n in t?String(t[n]):e)}var p=class{#n;constructor(t){this.#n=t}turn(t,e,...n){let o=i("p",{className:"said"},i("span",{className:"unseen"},`${this.#n[t]}: `),e);return i("div",{className:`turn ${t}`,tabIndex:-1},e?o:null,...n)}message(t){return this.turn("guide",t.text,this.services(t.services))}services(t){return t?.length?i("ul",{className:"services"},t.map(e=>this.#t(e))):null}#t(t){let e=[["hours",t.hours],["cost",t.cost]].filter(([,a])=>a).map(([a,l])=>i("div",{},i("dt",{},this.#n[a]),i("dd",{},l))),n=t.note??"",o=t.contacts??[],s=o.some(({kind:a,href:l})=>a==="phone"&&l!=="tel:999")&&!n.includes("18001");return i("li",{className:"service"},i("h3",{},t.name),i("p",{},t.why),i("ul",{className:"contacts"},o.map(a=>i("li",{},this.#o(a,t.name)))),e.length?i("dl",{},e):null,n?i("p",{className:"note"},n):null,s?i("p",{className:"note"},this.#n.relay):null)}#o({kind:t,label:e,href:n},o){let s=`${n}`.endsWith(e.replace(/\s/g,"")),a=E.has(t)&&s?m(this.#n[E.get(t)],{label:e}):e;if(!I.test(n))return i("span",{},a);let l=L.has(t);return i("a",{href:n,...l&&{target:"_blank",rel:"noopener noreferrer",referrerPolicy:"no-referrer"}},a,i("span",{className:"unseen"},`, ${o}${l?` ${this.#n.new_tab}`:""}`))}choices(t,e){return i("div",{className:"choices",role:"group","aria-label":this.#n.choices},t.map(n=>this.button(n.label,()=>e(n),"choice")))}button(t,e,n=""){let o=i("button",{type:"button",className:n},t);return o.addEventListener("click",e),o}notice(...t){return i("div",{className:"notice"},t.map(e=>typeof e=="string"?i("p",{},e):e))}paragraphs(t){return t.map(e=>i("p",{},e))}};var S=`/* Everything is in em of "medium": the widget follows the reader's text size, whatever the page does to its own. */

:host {
  all: initial !important;
  display: block !important;
  position: relative !important;
  box-sizing: border-box !important;
  --ground: var(--support-chat-ground, #ffffff);
  --ink: var(--support-chat-ink, #12181d);
  --accent: var(--support-chat-accent, #0b57a4);
  --on-accent: var(--support-chat-on-accent, #ffffff);
  --soft: #4a5560;
  --line: #6b7780;
  --pale: #f1f4f7;
  --mine: #dcebf7;
  --said: #12181d;
  --alert: #a8123e;
  --on-alert: #ffffff;
  color-scheme: light !important;
  font: medium/1.5 var(--support-chat-font, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif) !important;
  color: var(--ink) !important;
  overflow-wrap: anywhere !important;
  text-align: start !important;
}

:host([hidden]) {
  display: none !important;
}

:host([data-own-colours]) {
  --ground: #ffffff;
  --ink: #12181d;
  --accent: #0b57a4;
  --on-accent: #ffffff;
}

/* "all" leaves the direction out. The page says it with dir="rtl", not with a style that may be meant for something else. */
@supports selector(:dir(rtl)) {
  :host {
    direction: ltr !important;
    unicode-bidi: isolate !important;
  }

  :host(:dir(rtl)) {
    direction: rtl !important;
  }
}

.panel,
.launcher,
.outside {
  font-size: 1.0625em;
}

:host([theme="dark"]) {
  --ground: var(--support-chat-dark-ground, #12171b);
  --ink: var(--support-chat-dark-ink, #f0f3f5);
  --accent: var(--support-chat-dark-accent, #9accf8);
  --on-accent: var(--support-chat-dark-on-accent, #0c1419);
  --soft: #b3bec7;
  --line: #8593a0;
  --pale: #1d252b;
  --mine: #173a56;
  --said: #f0f3f5;
  --alert: #ffb3c6;
  --on-alert: #2a0410;
  color-scheme: dark !important;
}

:host([theme="dark"][data-own-colours]) {
  --ground: #12171b;
  --ink: #f0f3f5;
  --accent: #9accf8;
  --on-accent: #0c1419;
}

@media (prefers-color-scheme: dark) {
  :host(:not([theme="light"])) {
    --ground: var(--support-chat-dark-ground, #12171b);
    --ink: var(--support-chat-dark-ink, #f0f3f5);
    --accent: var(--support-chat-dark-accent, #9accf8);
    --on-accent: var(--support-chat-dark-on-accent, #0c1419);
    --soft: #b3bec7;
    --line: #8593a0;
    --pale: #1d252b;
    --mine: #173a56;
    --said: #f0f3f5;
    --alert: #ffb3c6;
    --on-alert: #2a0410;
    color-scheme: dark !important;
  }

  :host(:not([theme="light"])[data-own-colours]) {
    --ground: #12171b;
    --ink: #f0f3f5;
    --accent: #9accf8;
    --on-accent: #0c1419;
  }
}

*,
*::before,
*::after {
  box-sizing: border-box;
}

[hidden] {
  display: none !important;
}

/* A value that is no colour at all leaves this one, which counts as unreadable. */
.probe {
  color: transparent;
}

p,
ul,
dl,
dd,
h2,
h3 {
  margin: 0;
  padding: 0;
}

ul {
  list-style: none;
}

a {
  color: var(--accent);
  text-underline-offset: 0.15em;
}

:focus-visible,
::slotted(:focus-visible) {
  outline: 3px solid var(--ink) !important;
  outline-offset: 2px !important;
  box-shadow: 0 0 0 2px var(--ground);
}

/* What the keyboard comes to does not stop under the bar. */
:any-link,
button,
summary,
textarea,
.turn,
.notice {
  scroll-margin-block-start: 4.5em;
}

/* Heard, not seen. */
.unseen {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

.skip:focus {
  position: static;
  inline-size: auto;
  block-size: auto;
  clip-path: none;
  white-space: normal;
  padding: 0.375em 0;
}

/* ── the lines and the way out: always in sight ─────────────────────────────────────────────────── */

.bar {
  position: sticky;
  inset-block-start: 0;
  z-index: 1;
  display: flex;
  flex-wrap: wrap;
  gap: 0.25em 1em;
  align-items: center;
  padding: 0.375em 0.75em;
  border-block-end: 1px solid var(--line);
  background: var(--pale);
}

::slotted(*),
.bar a {
  all: initial !important;
  font: 700 0.9375em/1.35 var(--support-chat-font, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif) !important;
  color: var(--said) !important;
  padding: 0.375em 0 !important;
  display: inline-block !important;
  direction: inherit !important;
}

::slotted(a),
.bar a {
  cursor: pointer !important;
  text-decoration: underline !important;
  text-underline-offset: 0.15em !important;
}

::slotted([data-exit]),
.bar .exit {
  margin-inline-start: auto !important;
  padding: 0.375em 0.75em !important;
  border: 2px solid var(--alert) !important;
  border-radius: 0.25em !important;
  background: var(--alert) !important;
  color: var(--on-alert) !important;
  text-decoration: none !important;
}

::slotted([data-exit]:hover),
.bar .exit:hover {
  text-decoration: underline !important;
}

::slotted([hidden]),
:host([data-started]:not([data-launcher])) ::slotted([data-without-script]) {
  display: none !important;
}

::slotted(:focus-visible),
.bar a:focus-visible {
  outline: 3px solid var(--said) !important;
  outline-offset: 2px !important;
}

/* ── the panel ──────────────────────────────────────────────────────────────────────────────────── */

.panel {
  display: flex;
  flex-direction: column;
  block-size: var(--support-chat-height, min(40em, 100vh));
  max-block-size: 100vh;
  max-block-size: 100dvh;
  min-block-size: min-content; /* in a low window, or with large letters, it grows rather than cutting the box off */
  border: 1px solid var(--line);
  border-radius: var(--support-chat-radius, 0.25em);
  background: var(--ground);
  color: var(--ink);
  overflow: clip; /* not "hidden": the bar stays in sight while the page scrolls */
}

.head {
  display: flex;
  gap: 0.75em;
  align-items: center;
  justify-content: space-between;
  padding: 0.5em 0.75em;
}

h2 {
  font-size: 1.25em;
  line-height: 1.25;
}

.intro {
  flex: 1;
  display: flex;
  flex-direction: column;
  gap: 0.75em;
  align-items: start;
  min-block-size: 12em;
  padding: 0 0.75em 0.75em;
  overflow-y: auto;
  contain: size;
  position: relative;
}

details {
  inline-size: 100%;
}

summary {
  padding: 0.25em 0;
  color: var(--accent);
  font-weight: 700;
  cursor: pointer;
}

details p {
  margin-block: 0.5em;
}

.log {
  flex: 1;
  display: flex;
  flex-direction: column;
  gap: 0.75em;
  min-block-size: 6em;
  padding: 0.25em 0.75em 0.75em;
  overflow-y: auto;
  overscroll-behavior: contain;
  contain: size; /* however much was said, the panel keeps its size */
  position: relative; /* what is only heard scrolls with the rest, and does not make the page longer */
}

.log:focus-visible {
  outline-offset: -3px !important;
}

.turn {
  display: flex;
  flex: none;
  flex-direction: column;
  gap: 0.75em;
  align-items: start;
}

.said {
  max-inline-size: 88%;
  padding: 0.625em 0.875em;
  border: 1px solid var(--line);
  border-radius: 0.75em;
  background: var(--pale);
  color: var(--said);
  white-space: pre-wrap;
}

.you {
  align-items: end;
}

.you .said {
  border-color: transparent;
  background: var(--mine);
}

.unsent {
  padding-inline-start: 0.5em;
  border-inline-start: 0.25em solid var(--alert);
  font-weight: 700;
}

.notice {
  flex: none;
  padding: 0.75em 0.875em;
  border-inline-start: 0.375em solid var(--alert);
  background: var(--pale);
  color: var(--said);
}

.notice a {
  color: inherit;
}

.notice > * + * {
  margin-block-start: 0.5em;
}

.status {
  padding: 0 0.75em;
  color: var(--ink);
}

.status:not(:empty)::after {
  content: "…";
}

/* ── services ───────────────────────────────────────────────────────────────────────────────────── */

.services {
  display: grid;
  gap: 0.75em;
  inline-size: 100%;
}

.service {
  padding: 0.75em;
  border: 1px solid var(--line);
  border-inline-start: 0.375em solid var(--accent);
  border-radius: 0.25em;
}

h3 {
  margin-block-end: 0.25em;
  font-size: 1.0625em;
  line-height: 1.35;
}

.contacts {
  display: flex;
  flex-wrap: wrap;
  gap: 0 1.5em;
}

.contacts a,
.contacts li > span {
  display: inline-block;
  padding: 0.5em 0;
  font-size: 1.0625em;
  font-weight: 700;
}

dl {
  display: flex;
  flex-wrap: wrap;
  gap: 0 1.5em;
}

dl div {
  display: flex;
  gap: 0.375em;
}

dt::after {
  content: ":";
}

.note {
  margin-block-start: 0.25em;
}

/* ── choices, tools, the box ────────────────────────────────────────────────────────────────────── */

.choices {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5em;
}

button {
  min-block-size: 2.75em;
  padding: 0.5em 1em;
  border: 2px solid var(--accent);
  border-radius: 0.25em;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 700;
  text-align: start;
  cursor: pointer;
}

.choice {
  background: var(--ground);
  color: var(--accent);
}

.quiet {
  min-block-size: 2em;
  padding: 0.25em 0;
  border-color: transparent;
  background: none;
  color: var(--accent);
  font-weight: 400;
  text-decoration: underline;
  text-underline-offset: 0.15em;
}

button:hover {
  text-decoration: underline;
}

.tools {
  display: flex;
  flex-wrap: wrap;
  gap: 0 1.25em;
  align-items: center;
  padding: 0 0.75em;
  border-block-start: 1px solid var(--line);
}

.form {
  padding: 0 0.75em 0.75em;
}

.form label {
  font-weight: 700;
}

.hint {
  font-size: 0.9375em;
}

.problem {
  color: var(--ink);
  font-weight: 700;
}

.problem:not(:empty) {
  padding: 0.25em 0.5em;
  border-inline-start: 0.25em solid var(--alert);
}

.row {
  display: flex;
  gap: 0.5em;
  align-items: stretch;
}

textarea {
  flex: 1;
  min-inline-size: 0;
  min-block-size: 3em;
  max-block-size: 9em;
  padding: 0.5em;
  border: 2px solid var(--line);
  border-radius: 0.25em;
  background: var(--ground);
  color: var(--ink);
  font: inherit;
  resize: none;
}

@supports (field-sizing: content) {
  textarea {
    field-sizing: content;
  }
}

/* ── over the page ──────────────────────────────────────────────────────────────────────────────── */

:host([data-launcher]) .launcher {
  position: fixed;
  inset-block-end: 1em;
  inset-inline-end: 1em;
  z-index: 2147483646;
  box-shadow: 0 2px 8px rgb(0 0 0 / 40%);
}

:host([data-launcher]) .panel {
  position: fixed;
  inset-block-end: 0.5em;
  inset-inline-end: 0.5em;
  z-index: 2147483647;
  inline-size: min(26em, calc(100vw - 1em));
  max-block-size: calc(100vh - 1em);
  max-block-size: calc(100dvh - 1em);
  min-block-size: 0;
  overflow-y: auto;
  box-shadow: 0 4px 24px rgb(0 0 0 / 40%);
}

/* On a phone the words come first: what the person knows by now makes room for them. */
@media (max-width: 30em) {
  .bar {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 0.75em;
  }

  ::slotted([data-exit]),
  .bar .exit {
    grid-area: 1 / 2 / span 2 !important;
    align-self: center !important;
  }

  ::slotted(*),
  .bar a {
    padding-block: 0.25em !important;
  }

  :host([data-started]) h2,
  :host([data-started]) .hint {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  :host([data-started]) .head {
    padding-block: 0;
    justify-content: end;
  }

  .said {
    max-inline-size: 94%;
  }

  :any-link,
  button,
  summary,
  textarea,
  .turn,
  .notice {
    scroll-margin-block-start: 7em;
  }

  .intro :is(button, summary) {
    scroll-margin-block-start: 11em;
  }
}

/* A low window (a phone on its side, 400 % zoom) has no room for a panel with parts that stay in place. */
@media (max-height: 30em) {
  .panel {
    block-size: auto;
    max-block-size: none;
    overflow: visible;
  }

  .intro,
  .log {
    flex: none;
    contain: none;
    overflow: visible;
  }

  :host([data-launcher]) .panel {
    inset: 0.5em;
    inline-size: auto;
    max-block-size: calc(100dvh - 1em);
    overflow-y: auto;
  }

  /* Only the way out stays in sight: there is no room to keep more. */
  .bar {
    display: contents;
  }

  ::slotted(*),
  .bar a {
    margin-inline: 0.75em !important;
  }

  ::slotted([data-exit]),
  .bar .exit {
    position: sticky !important;
    inset-block-start: 0.25em !important;
    z-index: 1 !important;
    align-self: end !important;
  }
}

@media (max-width: 16em) {
  .row {
    flex-direction: column;
  }
}

/* Forced colours drop backgrounds: what they told apart is told apart by lines. */
@media (forced-colors: active) {
  .you .said {
    border-color: CanvasText;
    border-style: dashed;
  }

  .quiet {
    margin-block: 0.25em;
    padding-inline: 0.5em;
    border-color: ButtonBorder;
  }
}

@media print {
  :host {
    display: none !important;
  }
}
`;var f={title:"Find who can help",lang:"en-GB",danger:"In danger now: call 999",supportline:"Supportline: 08 08 16 89 111",exit:"Exit now",exit_second:"Exit now: leave this page and open another site",exit_press_2:"Shift pressed. Press it 2 more times to leave this page.",exit_press_1:"Shift pressed. Press it 1 more time to leave this page.",neutral_title:"New tab",open:"Find who can help",close:"Close",start:"Start the chat",intro:["This is an automated guide. It is not a person. It asks a few short questions and shows who can help.","You can say as little as you want. Please leave out names and addresses."],kept_title:"What is kept, and who can see it",kept:["Nothing is kept on this phone or computer by this chat.","What you write is kept on our server for up to {hours} hours after your last message. Trained staff may read it to check that people were shown the right help. Then it is deleted.","Press “Forget this chat” and it is deleted at once.","The chat does not know who you are, so it cannot tell anyone about you. A service you go to has its own rules. It may need to act if someone is in serious danger."],exit_title:"If someone may look at this screen",exit_help:["“Exit now” empties this page, deletes the chat and opens the weather. You can press the Shift key 3 times instead.","It does not hide that you were on this website before. That may still be in the browser history. It does not hide calls you make from this phone."],log:"Chat",you:"You",guide:"Guide",typing:"The guide is writing",your_message:"Your message",send:"Send",hint:"Please leave out names and addresses.",too_long:"That is {count} letters too long. Please send it in two parts.",empty:"Write a few words first, then press Send.",choices:"Choose one, or write below",change:"Change my answer",hours:"Hours",cost:"Cost",call:"Call {label}",text:"Text {label}",email:"E-mail {label}",relay:"Deaf or cannot speak? Relay UK: put 18001 before the number.",new_tab:"(opens in a new tab)",tools:"This chat",start_again:"Start again",forget:"Forget this chat",forgotten:"This chat has been deleted. You can start again whenever you like.",not_forgotten:"The chat is gone from this page. It could not be deleted on our server yet. Press “Forget this chat” again in a moment.",slow:"This is taking longer than it should. You do not have to wait:",unreachable:"The chat cannot be reached at the moment. You can still get help:",offline:"You are offline. Phone calls may still work:",lines:"If anyone is in danger now, call 999. To talk to someone, call the Supportline on 08 08 16 89 111. It is free.",not_sent:"Not sent.",retry:"Try again",back_online:"You are online again.",ended:"This chat ended because nothing was written for a while. You can start a new one.",new_chat:"Start a new chat",wait:"You can try again in {seconds} seconds."};var P=new URL(".",import.meta.url).href.replace(/\/$/,""),M="https://www.bbc.co.uk/weather",q=2e3,B=400,F=2500,T=new CSSStyleSheet;T.replaceSync(S);var b=class extends HTMLElement{static observedAttributes=["mode","theme"];#n=this.attachShadow({mode:"open"});#t=f;#o=new p(f);#i=null;#e={};#r=[];#s={};#a=0;#d=()=>{};connectedCallback(){this.#n.adoptedStyleSheets=[T],this.#v(),this.#B();let t=this.getAttribute("texts");t&&this.#q(t)}disconnectedCallback(){this.#r.splice(0).forEach(t=>t()),this.#i?.abandon(),this.#x()}attributeChangedCallback(){this.isConnected&&this.#e.probe&&this.#u()}get#$(){return(this.getAttribute("bot")??P).replace(/\/$/,"")}get#y(){let t=this.querySelector("[data-exit]");return w(this.getAttribute("exit-url")??t?.href??"",M)}get#l(){return this.getAttribute("mode")==="launcher"}#v(){let t=this.#t,e=this.#o,n=(a,l)=>{let u=i("a",{href:this.#y,className:l,rel:"noreferrer"},a);return u.addEventListener("click",this.#p),u},o={probe:i("span",{className:"probe",hidden:!0},i("span")),log:i("div",{className:"log",role:"log","aria-label":t.log,"aria-live":"polite",tabIndex:0}),status:i("p",{className:"status",role:"status"}),box:i("textarea",{id:"box",rows:2,autocomplete:"off","aria-describedby":"hint problem"}),problem:i("p",{id:"problem",className:"problem",role:"alert"}),start:e.button(t.start,()=>this.#F()),announcer:i("p",{className:"unseen",role:"status"})};this.#e=o,o.intro=i("div",{className:"intro"},e.paragraphs(t.intro),i("details",{},i("summary",{},t.exit_title),e.paragraphs(t.exit_help)),i("details",{},i("summary",{},t.kept_title),e.paragraphs(this.#M())),o.start),o.form=i("form",{className:"form",noValidate:!0,hidden:!0},i("label",{htmlFor:"box"},t.your_message),i("p",{id:"hint",className:"hint"},t.hint),o.problem,i("div",{className:"row"},o.box,i("button",{type:"submit"},t.send))),o.tools=i("div",{className:"tools",role:"group","aria-label":t.tools,hidden:!0},e.button(t.start_again,()=>this.#O(),"quiet"),e.button(t.forget,()=>this.#W(),"quiet"),n(t.exit_second,"unseen skip"));let s=i("slot",{className:this.#l?"outside":""},this.#k(n));o.bar=i("div",{className:"bar"},this.#l?this.#k(n):s),o.panel=i("section",{className:"panel","aria-label":t.title,lang:t.lang},i("div",{className:"head"},i("h2",{},t.title)),o.intro,o.log,o.status,o.tools,o.form),o.panel.prepend(o.bar),this.#l&&this.#P(o),this.#n.replaceChildren(o.probe,...this.#l?[s,o.launcher]:[],o.panel,o.announcer),o.log.hidden=!0,this.toggleAttribute("data-launcher",this.#l),this.#u()}#P(t){let e=this.#o.button(this.#t.close,()=>this.#m(!1),"quiet");t.launcher=this.#o.button(this.#t.open,()=>this.#m(!0),"launcher"),t.launcher.setAttribute("aria-expanded","false"),t.panel.querySelector(".head").append(e),t.panel.hidden=!0,t.panel.addEventListener("keydown",n=>{n.key==="Escape"&&this.#m(!1)})}#k(t){return[i("a",{href:"tel:999"},this.#t.danger),i("a",{href:"tel:08081689111"},this.#t.supportline),t(this.#t.exit,"exit")]}#M(){let t=Number(this.getAttribute("kept-hours"))||24;return this.#t.kept.map(e=>m(e,{hours:t}))}#u(){let t=k(this,this.#e.probe);t.length&&console.warn(`<support-chat>: too little contrast, so its own colours are used: ${t.join(", ")}.`)}async#q(t){try{let n=await(await fetch(t,{credentials:"omit"})).json(),o=([s,a])=>Array.isArray(f[s])?Array.isArray(a):typeof a=="string";this.#t={...f,...Object.fromEntries(Object.entries(n).filter(o))}}catch{console.warn(`<support-chat>: no texts at ${t}; the built-in ones are used.`);return}this.#i||(this.#o=new p(this.#t),this.#v())}#B(){let t=(e,n,o,s)=>{e.addEventListener(n,o,s),this.#r.push(()=>e.removeEventListener(n,o,s))};this.#r.push(y(e=>{e?this.#I(this.#t[`exit_press_${e}`]):this.#p()})),t(this,"click",e=>{let n=e.target.closest?.("[data-exit]");n&&this.contains(n)&&this.#p(e)}),t(this.#n,"submit",e=>{e.preventDefault(),this.#E()}),t(this.#n,"keydown",e=>{e.target!==this.#e.box||e.key!=="Enter"||e.shiftKey||e.isComposing||(e.preventDefault(),this.#E())}),t(window,"offline",()=>this.#N()),t(window,"online",()=>{this.#C(),this.#i&&this.#I(this.#t.back_online)}),t(window,"pagehide",()=>this.#x()),t(matchMedia("(prefers-color-scheme: dark)"),"change",()=>this.#u())}#p=t=>{t?.preventDefault();let e=this.#y,n=this.#i;this.#x(),x(e,this.#t.neutral_title,()=>n?.abandon())};#m(t){let{panel:e,launcher:n,box:o,form:s,start:a}=this.#e;e.hidden=!t,n.hidden=t,n.setAttribute("aria-expanded",String(t)),t?s.hidden?a.focus():o.focus():n.focus()}async#F(){this.#R(!0),!this.#l&&this.getBoundingClientRect().bottom>innerHeight&&this.scrollIntoView({block:"start"}),this.#e.box.focus({preventScroll:!0}),this.#i=new g(this.#$),await this.#f()}async#f(){let t=this.#i;await this.#T(()=>t.begin(),e=>this.#A(e,()=>this.#f()))}#E(){let{box:t,problem:e}=this.#e,n=t.value.trim(),o=n.length-q;e.textContent=n?o>0?m(this.#t.too_long,{count:o}):"":this.#t.empty,t.setAttribute("aria-invalid",String(!!e.textContent)),t.focus(),!e.textContent&&(t.value="",this.#b(),this.#g({text:n},n))}#g(t,e){let n=this.#c(this.#o.turn("you",e));return this.#S(t,crypto.getRandomValues(new Uint32Array(3)).join("-"),n)}async#S(t,e,n){n.querySelector(".unsent")?.remove();let o=this.#i;await this.#T(()=>o.send(t,e),s=>{let a=s.isEnd||s.isTemporary?()=>this.#S(t,e,n):null;this.#A(s,a,n)},n)}async#T(t,e,n=null){let o=this.#s;this.#Y();let s=[],a=null;try{s=await t()}catch(l){a=l instanceof h?l:new h(0)}if(o===this.#s){if(this.#a-=1,this.#a||this.#d(),a)return e(a);this.#C(),s.forEach(l=>this.#H(l)),n?this.#L(n):this.#e.log.scrollTop=0}}#Y(){if(this.#a+=1,this.#a>1)return;let{status:t}=this.#e,e=null,n=[setTimeout(()=>t.textContent=this.#t.typing,B),setTimeout(()=>{e=this.#c(this.#o.notice(this.#t.slow,this.#t.lines,this.#w()))},F)];this.#d=()=>{n.forEach(clearTimeout),t.textContent="",e&&this.#h(e)}}#_(){this.#d(),this.#a=0,this.#s={}}#O(){this.#b(),this.#g({choice:"start_again"},this.#t.start_again)}async#W(){this.#_();let t=this.#s,{box:e,problem:n}=this.#e;this.#z(),n.textContent=e.value="",e.focus();let o=[this.#t.not_forgotten];try{await this.#i.forget(),o=[this.#t.forgotten,this.#j()]}catch{}t===this.#s&&this.#c(this.#o.notice(...o))}#z(){this.#e.log.replaceChildren(),this.#e.offline=null,navigator.onLine||this.#N()}#j(){return this.#o.button(this.#t.new_chat,()=>{this.#z(),this.#e.box.focus(),this.#f()},"choice")}#c(t){return this.#e.log.append(t),this.#L(t),t}#H(t){let e=this.#o.message(t);t.choices?.length&&(this.#h(...this.#e.log.querySelectorAll(".choices")),e.append(this.#U(t.choices))),this.#c(e)}#U(t){let e=this.#o.choices(t,o=>{e.replaceWith(n),n.focus(),this.#b(n),this.#g({choice:o.id},o.label)}),n=this.#o.button(this.#t.change,()=>{n.replaceWith(e),e.firstElementChild.focus()},"quiet change");return e}#b(t=null){this.#h(...[...this.#e.log.querySelectorAll(".choices, .change")].filter(e=>e!==t))}#h(...t){let{log:e}=this.#e,n=t.some(o=>o.contains(this.#n.activeElement));t.forEach(o=>o.remove()),n&&([...e.querySelectorAll(".you")].at(-1)??e).focus({preventScroll:!0})}#A(t,e,n=null){let o=this.#t,s=t.isEnd?o.ended:t.detail,a=navigator.onLine?s||o.unreachable:o.offline,l=e&&this.#o.button(t.isEnd?o.new_chat:o.retry,()=>{d.remove(),this.#e.box.focus(),e()},"choice"),u=t.seconds&&!t.isEnd?m(o.wait,{seconds:t.seconds}):null,c=t.isEnd||t.status===429?[o.lines]:[o.lines,this.#w()],d=this.#o.notice(a,u,...c,l);n&&n.append(i("p",{className:"unsent"},o.not_sent)),this.#c(d)}#N(){!this.#i||this.#e.offline||(this.#e.offline=this.#o.notice(this.#t.offline,this.#t.lines,this.#w()),this.#c(this.#e.offline))}#C(){this.#e.offline&&this.#h(this.#e.offline),this.#e.offline=null}#w(){return i("ul",{className:"contacts"},i("li",{},i("a",{href:"tel:999"},this.#t.danger)),i("li",{},i("a",{href:"tel:08081689111"},this.#t.supportline)))}#I(t){this.#e.announcer.textContent=t}#L(t){let{log:e,bar:n}=this.#e;if(getComputedStyle(e).overflowY==="visible")return t.scrollIntoView({block:"nearest"});let o=Math.max(e.getBoundingClientRect().top,n.getBoundingClientRect().bottom);e.scrollTop+=t.getBoundingClientRect().top-o-8}#x(){let{log:t,box:e,problem:n,status:o}=this.#e;this.#_(),this.#i=null,this.#e.offline=null;for(let s of[t,n,o])s.replaceChildren();e.value="",this.#R(!1)}#R(t){let{intro:e,log:n,form:o,tools:s}=this.#e;this.toggleAttribute("data-started",t),e.hidden=t;for(let a of[n,o,s])a.hidden=!t}};customElements.get("support-chat")||customElements.define("support-chat",b);
