/** Pure: states and metrics become alerts, and alerts an incident with a fault domain. */
@NullMarked
package id.jipmonitor.server.alert;

import org.jspecify.annotations.NullMarked;
