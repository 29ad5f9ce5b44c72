/** Who becomes an agent, by a token; who stays one, by renewal; who no longer is, by revocation. */
@NullMarked
package id.jipmonitor.server.enrol;

import org.jspecify.annotations.NullMarked;
