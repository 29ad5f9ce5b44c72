/** Results on disk until the server has them. */
@NullMarked
package id.jipmonitor.agent.spool;

import org.jspecify.annotations.NullMarked;
