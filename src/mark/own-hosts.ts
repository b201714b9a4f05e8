/** Every element that we put on the page. The page cannot get at this list. */
const hosts = new WeakSet<Node>();

export function rememberHost<E extends Element>(host: E): E {
  hosts.add(host);
  return host;
}

/** Whether we put this node on the page: what comes and goes with our own marks is no news from the chat. */
export function isOwnHost(node: Node): boolean {
  return hosts.has(node);
}
