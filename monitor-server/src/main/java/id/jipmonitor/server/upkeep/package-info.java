/** What may go wrong with the monitor itself and follows from no result: certificates, identities, clocks. */
@NullMarked
package id.jipmonitor.server.upkeep;

import org.jspecify.annotations.NullMarked;
