/** Pages and the API behind them. */
@NullMarked
package id.jipmonitor.server.web;

import org.jspecify.annotations.NullMarked;
