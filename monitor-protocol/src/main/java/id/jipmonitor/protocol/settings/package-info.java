/** Reading YAML settings: positions kept, all problems at once, suggestions, secrets by reference. */
@NullMarked
package id.jipmonitor.protocol.settings;

import org.jspecify.annotations.NullMarked;
