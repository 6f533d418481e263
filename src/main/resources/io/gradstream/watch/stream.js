// Server-sent events, read by fetch: an EventSource could not bring an API key.

const SILENCE = 8000;
const LONGEST = 10000;

export class KeyNeeded extends Error {}

export async function request(path, key, options = {}) {
  const headers = { ...options.headers, ...key ? { Authorization: `Bearer ${key}` } : {} };
  const response = await fetch(path, { ...options, headers });
  if (response.ok) return response;
  const message = await response.json().then(body => body.error, () => `the server answers with ${response.status}`);
  throw response.status === 401 ? new KeyNeeded(message) : new Error(message);
}

/** Follows until it is told to stop; `on` has snapshot(text), alive(), broken(sentence), keyNeeded(sentence). */
export function follow(path, key, on) {
  let stopped = false;
  let controller = null;
  let pause = 1000;

  async function once() {
    controller = new AbortController();
    let watchdog = setTimeout(() => controller.abort(), SILENCE);
    try {
      const response = await request(path, key, { headers: { Accept: 'text/event-stream' }, signal: controller.signal });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(watchdog);
        watchdog = setTimeout(() => controller.abort(), SILENCE);
        text += value;
        const events = text.split('\n\n');
        text = events.pop();
        events.forEach(take);
        pause = 1000;
      }
    } finally {
      clearTimeout(watchdog);
    }
  }

  function take(event) {
    const lines = event.split('\n');
    const name = lines.find(each => each.startsWith('event:'))?.slice(6).trim();
    const data = lines.filter(each => each.startsWith('data:')).map(each => each.slice(5).replace(/^ /, '')).join('\n');
    on.alive();
    if (name === 'snapshot') on.snapshot(data);
  }

  async function run() {
    while (!stopped) {
      try {
        await once();
      } catch (problem) {
        if (problem instanceof KeyNeeded) {
          on.keyNeeded(problem.message);
          return;
        }
      }
      if (stopped) return;
      on.broken();
      await new Promise(done => setTimeout(done, pause));
      pause = Math.min(LONGEST, 2 * pause);
    }
  }

  run();
  return () => {
    stopped = true;
    controller?.abort();
  };
}
