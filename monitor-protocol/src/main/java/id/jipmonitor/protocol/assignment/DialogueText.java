package id.jipmonitor.protocol.assignment;

import id.jipmonitor.protocol.settings.Kind;

/**
 * Text sent to or awaited from a service: line ends are written {@code \r \n}, a tabulator {@code \t}, a backslash
 * {@code \\}.
 *
 * @param least characters before escapes are resolved
 */
record DialogueText(int least) implements Kind<String> {
    private static final int MOST = 512;

    @Override
    public String expected() {
        return "text of " + least + " to " + MOST + " characters with no escapes but \\r \\n \\t \\\\";
    }

    @Override
    public String read(Source source) throws Unfit {
        String text = source.text();
        boolean foreign = text.chars().anyMatch(c -> Character.isISOControl(c) && "\r\n\t".indexOf(c) < 0);
        if (text.length() < least || text.length() > MOST || foreign) {
            throw new Unfit();
        }
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '\\') {
                i++;
                each = resolved(i < text.length() ? text.charAt(i) : ' ');
            }
            result.append(each);
        }
        return result.toString();
    }

    @Override
    public String show(String value) {
        return escaped(value);
    }

    static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\r", "\\r")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }

    private static char resolved(char escape) throws Unfit {
        return switch (escape) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case '\\' -> '\\';
            default -> throw new Unfit();
        };
    }
}
