package dev.jftrace.cli;

import dev.jftrace.dat.format.TraceSection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Prints those lines of a dump that were asked for. */
final class DumpPrinter {
    private final Set<DumpPart> wanted;
    private final OutputStream out;

    DumpPrinter(Set<DumpPart> wanted, OutputStream out) {
        this.wanted = wanted;
        this.out = out;
    }

    /** @param parts any of which brings the line */
    void line(String text, DumpPart... parts) throws IOException {
        if (isWanted(parts)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A text of the traced machine as it is, and a new line. */
    void bytes(byte[] text, DumpPart... parts) throws IOException {
        if (isWanted(parts)) {
            out.write(text);
            out.write('\n');
        }
    }

    void text(String name, byte[] text, DumpPart part) throws IOException {
        line("\t[" + name + ", " + text.length + " bytes]\n", DumpPart.SUMMARY, part);
        bytes(text, part);
    }

    /** @param section null for one that is lost */
    void section(TraceSection section, DumpPart... parts) throws IOException {
        if (section != null) {
            line(
                    String.format(
                            "\t[Section %d @ %d: \"%s\", flags 0x%X, %d bytes]\n",
                            section.id(), section.offset(), description(section), section.flags(), section.size()),
                    parts);
        }
    }

    static String description(TraceSection section) {
        return section.description().isEmpty() ? "Unknown" : section.description();
    }

    private boolean isWanted(DumpPart[] parts) {
        for (DumpPart part : parts) {
            if (wanted.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
