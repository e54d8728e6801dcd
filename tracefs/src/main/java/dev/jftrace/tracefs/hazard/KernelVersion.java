package dev.jftrace.tracefs.hazard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As 4.4.0 or 6.12: what is behind the third number does not count. */
public record KernelVersion(int major, int minor, int patch) implements Comparable<KernelVersion> {
    private static final Pattern NUMBERS =
            Pattern.compile("(\\d{1,4})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?.*", Pattern.DOTALL);
    private static final Pattern DEBIAN = Pattern.compile(" Debian (\\d+\\.\\d+\\.\\d+)");

    /** Unknown: older than all. */
    static final KernelVersion NONE = new KernelVersion(0, 0, 0);

    public static KernelVersion parse(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        if (!numbers.matches()) {
            return NONE;
        }
        int patch = numbers.group(3) == null ? 0 : Integer.parseInt(numbers.group(3));
        return new KernelVersion(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)), patch);
    }

    /**
     * The version that the sources had: a distribution's release (6.1.0-56-amd64) keeps quiet about it.
     *
     * @param signature Ubuntu's /proc/version_signature, or ""
     */
    static KernelVersion of(String release, String banner, String signature) {
        Matcher debian = DEBIAN.matcher(banner);
        if (debian.find()) {
            return parse(debian.group(1));
        }
        return parse(
                signature.isBlank()
                        ? release
                        : signature.strip().substring(signature.strip().lastIndexOf(' ') + 1));
    }

    @Override
    public int compareTo(KernelVersion other) {
        int byMajor = Integer.compare(major, other.major);
        int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
        return byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
    }

    @Override
    public String toString() {
        return major + "." + minor + (patch == 0 ? "" : "." + patch);
    }
}
