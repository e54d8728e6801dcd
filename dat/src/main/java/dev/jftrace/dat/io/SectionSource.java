package dev.jftrace.dat.io;

import dev.jftrace.dat.format.TraceSection;
import java.io.IOException;
import java.util.List;

/** Finds the sections of a file, in its order. */
public interface SectionSource {
    List<TraceSection> sections() throws IOException;
}
