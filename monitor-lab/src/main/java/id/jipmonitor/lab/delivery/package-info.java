/** The benchmark of delivery: from an agent's spool over TLS into a server's store. */
@NullMarked
package id.jipmonitor.lab.delivery;

import org.jspecify.annotations.NullMarked;
