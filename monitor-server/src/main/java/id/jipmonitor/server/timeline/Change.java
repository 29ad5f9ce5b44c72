package id.jipmonitor.server.timeline;

/** The state from a moment on, in microseconds; the next change ends it. */
record Change(LinkState state, long from, long declaredAt) {}
