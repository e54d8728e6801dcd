package dev.jftrace.it.guest;

import java.io.FileInputStream;
import java.io.IOException;

/** Runs in the guest: reads the first byte of a file, five times. */
public final class Reader {
    private static final int TIMES = 5;

    private Reader() {}

    /** @param words the file */
    public static void main(String[] words) throws IOException {
        for (int i = 0; i < TIMES; i++) {
            readOne(words[0]);
        }
    }

    static int readOne(String file) throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            return in.read();
        }
    }
}
