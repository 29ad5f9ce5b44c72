package id.jipmonitor.lab;

import java.nio.file.Path;

/** Where this product lies: the property jip.home, which the script sets, or else the working directory. */
final class Home {
    private Home() {}

    static Path path() {
        return Path.of(System.getProperty("jip.home", ".")).toAbsolutePath().normalize();
    }
}
