package dev.jftrace.tracefs.image;

import java.io.IOException;

/** A kernel's image, core or symbol list does not hold what it should: names the file, the place, what was expected, what was found. */
public final class ImageException extends IOException {
    private static final long serialVersionUID = 1L;

    ImageException(String file, long offset, String expected, String found) {
        super(file + ": at byte " + offset + ": expected " + expected + ", found " + found);
    }

    ImageException(String file, String what) {
        super(file + ": " + what);
    }
}
