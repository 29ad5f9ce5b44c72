/** TLS 1.3 with certificates on both sides, and the identity that a certificate proves. */
@NullMarked
package id.jipmonitor.protocol.tls;

import org.jspecify.annotations.NullMarked;
