/** What agent and server say to each other, and how it looks in bytes. The only place that sees the generated protobuf classes. */
@NullMarked
package id.jipmonitor.protocol.wire;

import org.jspecify.annotations.NullMarked;
