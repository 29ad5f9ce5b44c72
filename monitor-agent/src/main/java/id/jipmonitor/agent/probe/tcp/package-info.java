/** TCP connections, TLS handshakes and banners, each timed apart. */
@NullMarked
package id.jipmonitor.agent.probe.tcp;

import org.jspecify.annotations.NullMarked;
