/** What the server asks an agent to probe. Both ends read it with the same code: the server before it sends, the agent before it obeys. */
@NullMarked
package id.jipmonitor.protocol.assignment;

import org.jspecify.annotations.NullMarked;
