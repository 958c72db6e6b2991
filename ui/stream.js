// No click is lost. Gradio's client takes an answer from the stream that it believes to be open; when the server has just ended
// that stream and the word of it is still on its way, the answer is never fetched and the page seems dead. So the receipt of
// a click is handed on only when the stream has spoken of that click, or has ended, in which case Gradio opens a new one.
(() => {
  const LONGEST = 3000, REMEMBERED = 100_000, plain = window.fetch;
  const later = (after) => new Promise((go) => setTimeout(go, after));
  let stream = null;

  class Stream {
    said = '';
    over = false;
    waiting = [];
    add(words) {
      this.said += words;
      this.waiting = this.waiting.filter(({id, go}) => !this.said.includes(id) || go());
      this.said = this.said.slice(-REMEMBERED);
    }
    end() {
      this.over = true;
      this.waiting.forEach(({go}) => go());
      if (stream === this) stream = null;
    }
    spoken(id) {
      return new Promise((go) => this.over || this.said.includes(id) ? go() : this.waiting.push({id, go}));
    }
  }

  const listen = async (asked) => {
    const mine = stream = new Stream(), letters = new TextDecoder();
    try {
      const answer = await asked, reader = answer.body.getReader();
      const pull = async (out) => {
        try {
          const {done, value} = await reader.read();
          if (done) { mine.end(); return out.close(); }
          out.enqueue(value);
          mine.add(letters.decode(value, {stream: true}));
        } catch (broken) { mine.end(); out.error(broken); }
      };
      const cancel = (why) => { mine.end(); return reader.cancel(why); };
      return new Response(new ReadableStream({pull, cancel}), {status: answer.status, headers: answer.headers});
    } catch (failed) { mine.end(); throw failed; }
  };

  window.fetch = async (request, options) => {
    const {pathname} = new URL(request.url ?? request, location.href), asked = plain(request, options);
    if (pathname.endsWith('/queue/data')) return listen(asked);
    if (!pathname.endsWith('/queue/join')) return asked;
    const before = stream, answer = await asked;
    if (!before) return answer;
    const {event_id: id} = await answer.clone().json().catch(() => ({}));
    if (id) await Promise.race([before.spoken(id), later(LONGEST)]);
    if (before.over) await later(20); // the last words of the stream come first
    return answer;
  };
})();
