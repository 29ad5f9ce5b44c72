/** Figures for reviewers: availability per link and period, as rows. */
@NullMarked
package id.jipmonitor.server.report;

import org.jspecify.annotations.NullMarked;
