package dev.jftrace.dat.io;

import dev.jftrace.dat.format.TraceSections;
import java.io.IOException;

/** Finds the sections of a file, in its order. */
public interface SectionSource {
    TraceSections sections() throws IOException;
}
