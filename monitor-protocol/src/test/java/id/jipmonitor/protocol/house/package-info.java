/** The rules that hold the house together, shared by every module's architecture test. */
@NullMarked
package id.jipmonitor.protocol.house;

import org.jspecify.annotations.NullMarked;
