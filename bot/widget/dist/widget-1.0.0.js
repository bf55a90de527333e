function A(a,t){try{let{protocol:e,origin:i,pathname:o,href:n}=new URL(a);if(e==="https:"&&i+o!==location.origin+location.pathname)return n}catch{}return t}function E(a,t,e){let i=document.createElement("head");document.documentElement.replaceChildren(i),document.title=t,e(),location.replace(a)}function z(a){let t=0,e=!1,i,o=()=>{t=0,clearTimeout(i)},n=c=>{c.key==="Shift"?e=!(c.repeat||c.ctrlKey||c.altKey||c.metaKey):(e=!1,o())},r=c=>{if(c.key!=="Shift"||!e)return;e=!1,t+=1,clearTimeout(i),i=setTimeout(o,5e3);let d=3-t;d||o(),a(d)},l=()=>{e=!1,o()},h=[["keydown",n],["keyup",r],["pointerdown",l],["wheel",l]];for(let[c,d]of h)addEventListener(c,d,{capture:!0,passive:!0});return()=>{o();for(let[c,d]of h)removeEventListener(c,d,!0)}}var $=.3333333333333333,w=class{#e;#i;#t;#o;constructor(t,e,i,o){this.#e=t,this.#i=e,this.#t=i,this.#o=o}show(t){return this.#e.append(t),this.bringIntoView(t),t}showMessages(t,e,i){let o=t.map(l=>this.#n(l,i));this.#e.append(...o);let n=e&&e.offsetHeight>this.#e.clientHeight*$,r=e&&!n?e:o[0];r&&this.bringIntoView(r)}#n(t,e){return t.choices?.length?(this.drop(...this.#a(".choices:not(.again)")),this.#o.message(t,this.#s(t.choices,e))):this.#o.message(t)}#s(t,e){let i=this.#o.choices(t,n=>{i.replaceWith(o),o.focus({preventScroll:!0}),this.closeQuestion(o),e(n)}),o=this.#o.button(this.#o.texts.change,()=>{i.classList.add("again"),o.replaceWith(i),i.firstElementChild.focus()},"quiet change");return i}closeQuestion(t=null){this.drop(...this.#a(".choices, .change").filter(e=>e!==t))}dropHelp(){this.drop(...this.#a(".strong + .help"))}drop(...t){let e=this.#e.getRootNode().activeElement,i=t.some(o=>o.contains(e));t.forEach(o=>o.remove()),i&&(this.#a(".you").at(-1)??this.#e).focus({preventScroll:!0})}empty(){this.#e.replaceChildren()}bringIntoView(t){if(!this.#l){this.isAttended&&t.scrollIntoView({block:"start",behavior:"instant"});return}let e=Math.max(this.#e.getBoundingClientRect().top,this.#i.getBoundingClientRect().bottom);this.#e.scrollTop+=t.getBoundingClientRect().top-e-8}bringAllIntoView(){if(this.#t.hasAttribute("data-launcher"))return;let t=this.#l&&this.#t.offsetHeight<=innerHeight,[e,i]=t?[this.#t,"nearest"]:[this.#e,"start"];e.scrollIntoView({block:i,behavior:"instant"})}get isAttended(){return this.#t.matches(":focus-within")}get#l(){return getComputedStyle(this.#e).overflowY!=="visible"}#a(t){return[...this.#e.querySelectorAll(t)]}};var P=[["ink","ground"],["accent","ground"],["on-accent","accent"]],S=["ground","ink","accent","on-accent"];function R(a,t){let[e,i]=[N(a),N(t)].sort((o,n)=>n-o);return(e+.05)/(i+.05)}function N(a){let[t,e,i]=a.map(o=>{let n=o/255;return n<=.04045?n/12.92:((n+.055)/1.055)**2.4});return .2126*t+.7152*e+.0722*i}function B(a){let t=/^rgb\((\d+), (\d+), (\d+)\)$/.exec(a);return t&&t.slice(1).map(Number)}function C(a,t){a.removeAttribute("data-own-colours");let e=Object.fromEntries(S.map((o,n)=>[o,B(getComputedStyle(t.children[n]).color)])),i=P.filter(([o,n])=>!e[o]||!e[n]||R(e[o],e[n])<4.5);return i.length&&a.setAttribute("data-own-colours",""),i.map(([o,n])=>`--support-chat-${o} on --support-chat-${n}`)}var W=/^(tel:|sms:|mailto:|https:)/,F=new Set(["web","chat"]),H=new Map([["phone",["call",/^[^\p{L}]+$/u]],["sms",["text",/^[^\p{L}]+$/u]],["email",["email",/^\S+@\S+$/]]]);function s(a,t={},...e){let i=document.createElement(a);for(let[o,n]of Object.entries(t))n!=null&&(o in i?i[o]=n:i.setAttribute(o,n));return i.append(...e.flat().filter(o=>o!=null&&o!=="")),i}function g(a,t){return a.replace(/\{(\w+)\}/g,(e,i)=>i in t?String(t[i]):e)}function f(a){return`${a??""}`.replace(/(\d) (?=\d)/g,"$1 ")}var x=class{texts;#e;constructor(t){this.texts=t,this.#e={dir:"auto",lang:t.reply_lang}}turn(t,e,...i){let{lang:o}=this.texts,n=s("bdi",{className:"unseen",lang:o},`${this.texts[t]}: `),r=t==="you"?{dir:"auto"}:this.#e,l=s("p",{className:"said",...r},n,t==="you"?e:f(e));return s("div",{className:`turn ${t}`,tabIndex:-1},e?l:null,...i)}message({text:t,services:e,asks:i},o){let n=this.#i(e);return this.turn("guide",t,...i?[o,n]:[n,o])}#i(t){return t?.length?s("ul",{className:"services"},t.map(e=>this.#t(e))):null}#t(t){let e=this.#e,i=[["hours",t.hours],["cost",t.cost]].filter(([,l])=>l).map(([l,h])=>s("div",{},s("dt",{},this.texts[l]),s("dd",e,f(h)))),o=t.note??"",n=t.contacts??[],r=n.some(({kind:l,href:h})=>l==="phone"&&h!=="tel:999")&&!o.includes("18001");return s("li",{className:"service"},s("h3",e,t.name),s("p",e,f(t.why)),s("ul",{className:"contacts"},n.map(l=>s("li",{},this.#o(l,t.name)))),i.length?s("dl",{},i):null,o?s("p",{className:"note",...e},f(o)):null,r?s("p",{className:"note"},this.texts.relay):null)}#o({kind:t,label:e,href:i},o){let[n,r]=H.get(t)??[],l=f(r?.test(e)?g(this.texts[n],{label:e}):e);if(!W.test(i))return s("span",{dir:"auto"},l);let h=F.has(t);return s("a",{href:i,dir:"auto",...h&&{target:"_blank",rel:"noopener noreferrer",referrerPolicy:"no-referrer"}},l,s("bdi",{className:"unseen"},`, ${o}${h?` ${this.texts.new_tab}`:""}`))}choices(t,e){let i=t.map(o=>{let n=this.button(o.label,()=>e(o),"choice");return Object.assign(n,this.#e)});return s("div",{className:"choices",role:"group","aria-label":this.texts.choices},i)}button(t,e,i=""){let o=s("button",{type:"button",className:i},t);return o.addEventListener("click",e),o}lines(){return[["tel:999",this.texts.danger],["tel:08081689111",this.texts.supportline]].map(([t,e])=>s("a",{href:t},f(e)))}notice(t,...e){let i=e.filter(Boolean).map(o=>typeof o=="string"?s("p",{dir:"auto"},o):o);return s("div",{className:`notice ${t}`},i)}help(t){let e=s("ul",{className:"contacts"},this.lines().map(i=>s("li",{},i)));return s("div",{className:"help"},t?s("p",{},t):null,e)}unsent(){return s("p",{className:"unsent"},this.texts.not_sent)}strong(t){return s("p",{className:"strong",dir:"auto"},t)}paragraphs(t){return t.map(e=>s("p",{},e))}};function I(a,t,e,i){let{texts:o}=a,n={probe:s("div",{className:"probe",hidden:!0},S.map(b=>s("span",{className:b}))),slot:s("slot"),lines:a.lines(),exit:e(o.exit,"exit"),bar:s("div",{className:"bar"}),close:a.button(o.close,i.close,"quiet"),launcher:a.button(o.open,i.open,"launcher"),start:a.button(o.start,i.start),log:s("div",{className:"log",role:"log","aria-label":o.log,"aria-live":"polite",tabIndex:0}),status:s("p",{className:"status",role:"status"}),box:s("textarea",{id:"box",rows:2,dir:"auto",enterKeyHint:"send",autocomplete:"off",spellcheck:!1,"aria-describedby":"hint problem"}),problem:s("p",{id:"problem",className:"problem",role:"alert"}),announcer:s("p",{className:"unseen",role:"status"})};n.intro=M(a,t,n.start),n.tools=s("div",{className:"tools",role:"group","aria-label":o.tools},a.button(o.start_again,i.startAgain,"quiet"),a.button(o.forget,i.forget,"quiet"),e(o.exit_second,"unseen skip")),n.form=s("form",{className:"form",noValidate:!0},s("label",{htmlFor:"box"},o.your_message),s("p",{id:"hint",className:"hint"},o.hint),n.problem,s("div",{className:"row"},n.box,s("button",{type:"submit"},o.send)));let{bar:r,close:l,intro:h,log:c,status:d,tools:m,form:u}=n,T=s("div",{className:"head"},s("h2",{},o.title),l);return n.panel=s("section",{className:"panel","aria-label":o.title,lang:o.lang},r,T,h,c,d,m,u),n}function M(a,t,e){let{texts:i}=a,o=(n,r)=>s("details",{},s("summary",{},n),a.paragraphs(r));return s("div",{className:"intro"},s("div",{className:"about"},a.paragraphs(i.intro),o(i.exit_title,i.exit_help),o(i.kept_title,t)),e)}var j=a=>!!(a?.text||a?.services?.length||a?.choices?.length),p=class extends Error{constructor(t,{title:e="",detail:i="",seconds:o=0}={}){super(e),Object.assign(this,{status:t,title:e,detail:i,seconds:o})}get isEnd(){return this.status===401}get isInTheWords(){return this.status===400||this.status===413}},y=class{#e;#i=null;#t=!1;#o=!1;#n=Promise.resolve();constructor(t){this.#e=t}begin(){return this.#r(()=>this.#a())}send(t,e){return this.#r(async()=>{this.#i||await this.#a();let{messages:i}=await this.#h("POST","messages",{...t,message_id:e});return i})}forget(){return this.#r(async()=>{if(this.#i){try{await this.#h("DELETE","conversations")}catch(t){if(!t.isEnd)throw t}this.#i=null}})}abandon(){this.#t=!0,this.#s()}stop(){this.#o=!0}#s(){this.#i&&this.#l(this.#i),this.#i=null}#l(t){try{if(navigator.sendBeacon(`${this.#e}/forget`,new Blob([t],{type:"text/plain"})))return}catch{}let e={Authorization:`Bearer ${t}`};fetch(`${this.#e}/conversations`,{method:"DELETE",headers:e,keepalive:!0,credentials:"omit"}).catch(()=>{})}async#a(){this.#i=null;let{token:t,messages:e}=await this.#h("POST","conversations",{});if(typeof t!="string")throw new p(0);if(this.#t)throw this.#l(t),new p(0);return this.#i=t,e}#r(t){let e=this.#n.then(()=>{if(this.#t||this.#o)throw new p(0);return t()});return this.#n=e.catch(()=>{}),e}async#h(t,e,i){let o={"Content-Type":"application/json"};this.#i&&(o.Authorization=`Bearer ${this.#i}`);let n,r={};try{n=await fetch(`${this.#e}/${e}`,{method:t,headers:o,body:i&&JSON.stringify(i),credentials:"omit",cache:"no-store",referrerPolicy:"no-referrer",signal:AbortSignal.timeout(1e4)}),n.status!==204&&(r=await n.json()??{})}catch{if(!n||n.ok)throw new p(0)}if(!n.ok)throw n.status===401&&this.#s(),new p(n.status,{...r,seconds:Number(n.headers.get("Retry-After"))||0});let l=Array.isArray(r.messages)?r.messages.filter(j):[];if(t==="POST"&&!l.length)throw new p(0);return{token:r.token,messages:l}}};var q=2e3,V=400,Y=2e3,v=class{#e;#i;#t;#o;#n;#s={};#l=0;#a=()=>{};#r=null;#h=null;constructor(t,e,i,o){this.#e=new y(t),this.#i=e.texts,this.#t=e,this.#o=i,this.#n=o}async begin(){navigator.onLine||this.showOffline(),await this.#d(()=>this.#e.begin(),t=>this.#b(t,()=>this.begin()))}submit(){let{box:t,problem:e}=this.#n,i=t.value.trim(),o=i.length-q;e.textContent=i?o>0?g(this.#i.too_long,{count:o}):"":this.#i.empty,t.setAttribute("aria-invalid",String(!!e.textContent)),t.focus(),!e.textContent&&(t.value="",this.#o.closeQuestion(),this.#c({text:i},i))}startAgain(){this.#o.closeQuestion(),this.#c({choice:"start_again"},this.#i.start_again)}async forget(){this.#p();let t=this.#s,{box:e,problem:i}=this.#n;this.#g(),i.textContent=e.value="",e.focus({preventScroll:!0}),this.#o.bringAllIntoView();let o=!0;try{await this.#e.forget()}catch{o=!1}t===this.#s&&(o?this.#h=this.#o.show(this.#t.notice("",this.#i.forgotten,this.#x())):this.#o.show(this.#t.notice("alarm",this.#i.not_forgotten)))}stop(){this.#p(),this.#e.stop()}abandon(){this.#e.abandon()}showOffline(){this.#r??=this.#u(this.#i.offline)}hideOffline(){this.#r&&this.#o.drop(this.#r),this.#r=null}#u(t){return this.#o.show(this.#t.notice("alarm",this.#t.help(t)))}#c(t,e){this.#h&&this.#o.drop(this.#h),this.#h=null,this.#o.bringAllIntoView();let i=this.#o.show(this.#t.turn("you",e));return this.#m(t,crypto.getRandomValues(new Uint32Array(3)).join("-"),i)}async#m(t,e,i){i.querySelector(".unsent")?.remove(),await this.#d(()=>this.#e.send(t,e),o=>{i.append(this.#t.unsent()),this.#b(o,o.isInTheWords?null:()=>this.#m(t,e,i))},i)}async#d(t,e,i=null){let o=this.#s;this.#f();let n=[],r=null;try{n=await t()}catch(l){r=l instanceof p?l:new p(0)}if(o===this.#s){if(this.#l-=1,this.#l||this.#a(),r)return e(r);this.hideOffline(),this.#o.showMessages(n,i,l=>this.#c({choice:l.id},l.label))}}#f(){if(this.#l+=1,this.#l>1)return;let{status:t}=this.#n,e=null,i=[setTimeout(()=>t.textContent=this.#i.typing,V),setTimeout(()=>{this.#r||(e=this.#u(this.#i.slow))},Y)];this.#a=()=>{i.forEach(clearTimeout),t.textContent="",e&&this.#o.drop(e)}}#p(){this.#a(),this.#l=0,this.#s={}}#g(){this.#o.empty(),this.#r=this.#h=null,navigator.onLine||this.showOffline()}#x(){return this.#t.button(this.#i.new_chat,()=>{this.#g(),this.#n.box.focus(),this.begin()},"choice")}#b(t,e){let{isEnd:i,isInTheWords:o,title:n,detail:r,status:l,seconds:h}=t,c=this.#i,d=e&&this.#t.button(i?c.new_chat:c.retry,()=>{u.remove(),this.#n.box.focus(),e()},"choice"),m=[i?c.ended:r||n];!i&&!o&&(navigator.onLine||this.showOffline(),m=this.#r?[]:this.#w(n||c.down,l===429?"":c.unreachable,h));let u=this.#t.notice("alarm",...m,d);this.#o.isAttended&&this.#o.bringAllIntoView(),this.#o.show(u)}#w(t,e,i){this.#o.dropHelp();let o=i?g(this.#i.wait,{seconds:i}):"";return[this.#t.strong(t),this.#t.help(e),o]}};var L=`/* Everything is in em of "medium": the widget follows the reader's text size, whatever the page does to its own. */

:host {
  all: initial !important;
  display: block !important;
  position: relative !important;
  box-sizing: border-box !important;
  color-scheme: light dark !important;
  --ground: light-dark(var(--support-chat-ground, #ffffff), var(--support-chat-dark-ground, #12171b)) !important;
  --ink: light-dark(var(--support-chat-ink, #12181d), var(--support-chat-dark-ink, #f0f3f5)) !important;
  --accent: light-dark(var(--support-chat-accent, #0b57a4), var(--support-chat-dark-accent, #9accf8)) !important;
  --on-accent: light-dark(var(--support-chat-on-accent, #ffffff), var(--support-chat-dark-on-accent, #0c1419)) !important;
  --line: light-dark(#6b7780, #8593a0) !important;
  --pale: light-dark(#f1f4f7, #1d252b) !important;
  --mine: light-dark(#dcebf7, #173a56) !important;
  --said: light-dark(#12181d, #f0f3f5) !important;
  --alert: light-dark(#a8123e, #ffb3c6) !important;
  --on-alert: light-dark(#ffffff, #2a0410) !important;
  --font: var(--support-chat-font, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif) !important;
  font: medium/1.5 var(--font) !important;
  -webkit-text-size-adjust: 100% !important;
  text-size-adjust: 100% !important;
  color: var(--ink) !important;
  overflow-wrap: anywhere !important;
  text-align: start !important;
}

:host([hidden]) {
  display: none !important;
}

:host([theme="light"]) {
  color-scheme: light !important;
}

:host([theme="dark"]) {
  color-scheme: dark !important;
}

/* The site's colours cannot be read: as if it had set none. */
:host([data-own-colours]) {
  --support-chat-ground: initial !important;
  --support-chat-ink: initial !important;
  --support-chat-accent: initial !important;
  --support-chat-on-accent: initial !important;
  --support-chat-dark-ground: initial !important;
  --support-chat-dark-ink: initial !important;
  --support-chat-dark-accent: initial !important;
  --support-chat-dark-on-accent: initial !important;
}

/* Browsers from before 2024 have no light-dark(). They draw the chat in the colours of the device, which can be read as well. */
@supports not (color: light-dark(#000, #fff)) {
  :host {
    --ground: Canvas !important;
    --ink: CanvasText !important;
    --accent: LinkText !important;
    --on-accent: Canvas !important;
    --line: CanvasText !important;
    --pale: Canvas !important;
    --mine: Canvas !important;
    --said: CanvasText !important;
    --alert: CanvasText !important;
    --on-alert: Canvas !important;
  }
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

.probe .ground {
  color: var(--ground);
}

.probe .ink {
  color: var(--ink);
}

.probe .accent {
  color: var(--accent);
}

.probe .on-accent {
  color: var(--on-accent);
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

.strong {
  font-weight: 700;
}

:focus-visible,
::slotted(:focus-visible) {
  outline: 3px solid var(--ink) !important;
  outline-offset: 2px !important;
  box-shadow: 0 0 0 2px var(--ground);
}

/* What the keyboard comes to, and what is new, does not stop under the bar. */
:any-link,
button,
summary,
textarea,
.log,
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
  --font: inherit !important;
  --said: inherit !important;
  --alert: inherit !important;
  --on-alert: inherit !important;
  color-scheme: inherit !important;
  font: 700 0.9375em/1.35 var(--font) !important;
  color: var(--said) !important;
  padding: 0.375em 0 !important;
  display: inline-block !important;
  overflow-wrap: anywhere !important;
  direction: inherit !important;
  unicode-bidi: isolate !important;
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

/* On a line of its own, so that the way out is always at the end of the first one. */
::slotted([data-without-script]) {
  order: 1 !important;
  flex: 1 0 100% !important;
}

.outside::slotted(a) {
  margin-inline-end: 1em !important;
}

::slotted([hidden]),
.bar [hidden],
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
  container: panel / inline-size; /* the width of the column counts, not that of the window */
  contain-intrinsic-inline-size: min(15em, 70vw); /* the narrowest it asks for where its column would be as wide as it is */
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
  min-block-size: 14em;
  contain: size; /* however much is opened, the panel keeps its size and the button its place */
}

.intro > button {
  flex: none;
  align-self: start;
  margin: 0.75em;
}

.about {
  display: flex;
  flex-direction: column;
  gap: 0.75em;
  min-block-size: 0;
  padding: 0 0.75em;
  overflow-y: auto;
  position: relative;
  /* A line above the button while there is more to scroll to: the ground at the end of the words covers it. */
  background:
    linear-gradient(var(--ground) 0 0) bottom / 100% 1px no-repeat local,
    linear-gradient(var(--line) 0 0) bottom / 100% 1px no-repeat;
}

summary {
  inline-size: fit-content;
  padding: 0.25em 0;
  color: var(--accent);
  font-weight: 700;
  cursor: pointer;
}

summary:focus-visible {
  outline-offset: 0 !important; /* the part that scrolls would cut the rest off */
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
  border-inline-start: 0.375em solid var(--line);
  background: var(--pale);
  color: var(--said);
}

.alarm {
  border-color: var(--alert);
}

.notice a {
  color: inherit;
}

.notice > * + *,
.help > * + * {
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

dt,
dd {
  display: inline;
}

dt::after {
  content: ": ";
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
  padding: 0.25em 0.75em;
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
  gap: 0.625em;
  align-items: stretch;
  margin-block-start: 0.375em; /* for the ring around the box */
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

/* In a narrow column the words come first: what the person knows by now makes room for them. */
@container panel (max-width: 30em) {
  .bar {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 0.75em;
  }

  /* The first line beside the exit, every other one on a line of its own: no number is broken in two. */
  ::slotted(*),
  .bar a {
    grid-column: 1 / -1 !important;
    padding-block: 0.25em !important;
  }

  ::slotted(:first-child),
  .bar a:first-child {
    grid-column: 1 !important;
  }

  ::slotted([data-exit]),
  .bar .exit {
    grid-area: 1 / 2 !important;
    align-self: center !important;
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
  .log,
  .turn,
  .notice {
    scroll-margin-block-start: 6em;
  }

  .intro :is(button, summary) {
    scroll-margin-block-start: 8em;
  }
}

@container panel (max-width: 18em) {
  ::slotted(*),
  .bar a {
    font-size: 0.875em !important;
  }
}

@container panel (max-width: 16em) {
  .row {
    flex-direction: column;
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
  .about,
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

  :any-link,
  button,
  summary,
  textarea,
  .log,
  .turn,
  .notice,
  .intro :is(button, summary) {
    scroll-margin-block-start: 3em;
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
`;var k={title:"Find who can help",lang:"en-GB",reply_lang:"en-GB",danger:"In danger now: call 999",supportline:"Supportline: 08 08 16 89 111",exit:"Exit now",exit_second:"Exit now: leave this page and open another site",exit_press_2:"Shift pressed. Press it 2 more times to leave this page.",exit_press_1:"Shift pressed. Press it 1 more time to leave this page.",neutral_title:"New tab",open:"Find who can help",close:"Close",start:"Start the chat",intro:["This is an automated guide. It is not a person. It asks a few short questions and shows who can help.","You can say as little as you want. Please leave out names and addresses."],kept_title:"What is kept, and who can see it",kept:["Nothing is kept on this phone or computer by this chat.","What you write is kept on our server for up to {hours} hours after your last message. Trained staff may read it to check that people were shown the right help. Then it is deleted.","Press “Forget this chat” and it is deleted at once.","The chat does not know who you are, so it cannot tell anyone about you. A service you go to has its own rules. It may need to act if someone is in serious danger."],exit_title:"If someone may look at this screen",exit_help:["“Exit now” empties this page, deletes the chat and opens the weather. You can press the Shift key 3 times instead.","It does not hide that you were on this website before. That may still be in the browser history. It does not hide calls you make from this phone."],log:"Chat",you:"You",guide:"Guide",typing:"The guide is writing",your_message:"Your message",send:"Send",hint:"Please leave out names and addresses.",too_long:"That is {count} letters too long. Please send it in two parts.",empty:"Write a few words first, then press Send.",choices:"Choose one, or write below",change:"Change my answer",hours:"Hours",cost:"Cost",call:"Call {label}",text:"Text {label}",email:"E-mail {label}",relay:"Deaf or cannot speak? Relay UK: put 18001 before the number.",new_tab:"(opens in a new tab)",tools:"This chat",start_again:"Start again",forget:"Forget this chat",forgotten:"This chat has been deleted. You can start again whenever you like.",not_forgotten:"The chat is gone from this page. It could not be deleted on our server yet. Press “Forget this chat” again in a moment.",slow:"This is taking longer than it should. You do not have to wait:",down:"The chat cannot be reached at the moment",unreachable:"This is not your fault. You can still get help, and both calls are free:",offline:"You are offline. Phone calls may still work:",not_sent:"Not sent.",retry:"Try again",back_online:"You are online again.",ended:"This chat ended because nothing was written for a while. You can start a new one.",new_chat:"Start a new chat",wait:"You can try again in {seconds} seconds."};var D=new URL(".",import.meta.url).href.replace(/\/$/,""),G="https://www.bbc.co.uk/weather",O=new CSSStyleSheet;O.replaceSync(L);var _=class extends HTMLElement{static observedAttributes=["mode","theme"];#e=this.attachShadow({mode:"open"});#i=k;#t=null;#o=null;#n=null;#s=[];connectedCallback(){this.#e.adoptedStyleSheets=[O],this.#u(),this.#b();let t=this.getAttribute("texts");t&&this.#g(t)}disconnectedCallback(){this.#s.splice(0).forEach(e=>e());let t=this.#n;this.#v(),t?.abandon()}attributeChangedCallback(t){this.#t&&(t==="mode"&&this.#c(!!this.#n),this.#p())}get#l(){return(this.getAttribute("bot")??D).replace(/\/$/,"")}get#a(){return this.querySelector("[data-exit]:not(a:not([href]))")}get#r(){return A(this.getAttribute("exit-url")??this.#a?.attributes.href?.value,G)}get#h(){return this.getAttribute("mode")==="launcher"}#u(){let t=new x(this.#i),e=Number(this.getAttribute("kept-hours"))||24,i=this.#i.kept.map(u=>g(u,{hours:e})),o=(u,T)=>{let b=s("a",{href:this.#r,className:T,rel:"noreferrer"},u);return b.addEventListener("click",this.#y),b};this.#t=I(t,i,o,{start:()=>this.#T(t),startAgain:()=>this.#n.startAgain(),forget:()=>this.#n.forget(),open:()=>this.#f(!0),close:()=>this.#f(!1)});let{probe:n,launcher:r,panel:l,announcer:h,log:c,bar:d,slot:m}=this.#t;this.#o=new w(c,d,this,t),this.#e.replaceChildren(n,r,l,h),m.addEventListener("slotchange",()=>this.#m()),l.addEventListener("keydown",u=>{u.key==="Escape"&&this.#h&&this.#f(!1)}),this.#c(!1),this.#k(!1),this.#p()}#c(t){let{slot:e,lines:i,exit:o,bar:n,launcher:r,close:l}=this.#t,h=this.#h;this.toggleAttribute("data-launcher",h),e.className=h?"outside":"",e.replaceChildren(...h?[]:i),n.replaceChildren(...h?i:[e],o),h&&r.before(e),l.hidden=!h,this.#d(t||!h),this.#m()}#m(){this.#t.exit.hidden=!this.#h&&!!this.#a}#d(t){let{panel:e,launcher:i}=this.#t;e.hidden=!t,i.hidden=t,i.setAttribute("aria-expanded",String(t))}#f(t){let{launcher:e,box:i,start:o}=this.#t;this.#d(t),(t?this.#n?i:o:e).focus({preventScroll:!0})}#p(){let t=C(this,this.#t.probe);t.length&&console.warn(`<support-chat>: too little contrast, so its own colours are used: ${t.join(", ")}.`)}async#g(t){try{let i=await(await fetch(t,{credentials:"omit"})).json(),o=([n,r])=>Array.isArray(k[n])?Array.isArray(r):typeof r=="string";this.#i={...k,...Object.fromEntries(Object.entries(i).filter(o))}}catch{console.warn(`<support-chat>: no texts at ${t}; the built-in ones are used.`);return}this.#n||this.#x()}#x(){let{panel:t,launcher:e}=this.#t,i=()=>[...this.#e.querySelectorAll("a, button, summary")],o=i().indexOf(this.#e.activeElement),n=[...t.querySelectorAll("details")].map(l=>l.open),r=e.hidden;this.#u(),this.#d(r),this.#t.panel.querySelectorAll("details").forEach((l,h)=>l.open=n[h]),i()[o]?.focus({preventScroll:!0})}#b(){let t=(e,i,o,n)=>{e.addEventListener(i,o,n),this.#s.push(()=>e.removeEventListener(i,o,n))};this.#s.push(z(e=>{e?this.#w(this.#i[`exit_press_${e}`]):this.#y()})),t(this,"click",e=>{let i=e.target.closest?.("[data-exit]");i&&this.contains(i)&&this.#y(e)}),t(this.#e,"submit",e=>{e.preventDefault(),this.#n.submit()}),t(this.#e,"keydown",e=>{e.target!==this.#t.box||e.key!=="Enter"||e.shiftKey||e.isComposing||(e.preventDefault(),this.#n.submit())}),t(window,"offline",()=>this.#n?.showOffline()),t(window,"online",()=>{this.#n?.hideOffline(),this.#n&&this.#w(this.#i.back_online)}),t(window,"pagehide",()=>this.#v()),t(matchMedia("(prefers-color-scheme: dark)"),"change",()=>this.#p())}#w(t){this.#t.announcer.textContent=t}#y=t=>{t?.preventDefault();let e=this.#r,i=this.#n;this.#v(),E(e,this.#i.neutral_title,()=>i?.abandon())};#T(t){this.#k(!0),this.#t.box.focus({preventScroll:!0}),this.#o.bringAllIntoView(),this.#n=new v(this.#l,t,this.#o,this.#t),this.#n.begin()}#v(){let{log:t,box:e,problem:i,status:o,announcer:n}=this.#t;this.#n?.stop(),this.#n=null;for(let r of[t,i,o,n])r.replaceChildren();e.value="",this.#k(!1)}#k(t){let{intro:e,log:i,form:o,tools:n}=this.#t;this.toggleAttribute("data-started",t),e.hidden=t;for(let r of[i,o,n])r.hidden=!t}};customElements.get("support-chat")||customElements.define("support-chat",_);
