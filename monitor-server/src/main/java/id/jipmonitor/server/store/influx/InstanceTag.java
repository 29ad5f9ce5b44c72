package id.jipmonitor.server.store.influx;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * An instance's name as a tag value. The line protocol has no way to write a line break or a backslash at the end of a tag,
 * so these, other control characters and the per cent sign travel as %XX; every usual interface name stays as it is.
 */
final class InstanceTag {
    private InstanceTag() {}

    static String write(String instance) {
        StringBuilder tag = new StringBuilder();
        for (int i = 0; i < instance.length(); i++) {
            char each = instance.charAt(i);
            if (Character.isISOControl(each) || each == '\\' || each == '%') {
                byte[] utf8 = Character.toString(each).getBytes(StandardCharsets.UTF_8);
                tag.append(HexFormat.of().withUpperCase().withPrefix("%").formatHex(utf8));
            } else {
                tag.append(each);
            }
        }
        return tag.toString();
    }

    static String read(String tag) {
        return URLDecoder.decode(tag.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
