package dev.jftrace.cli;

import dev.jftrace.dat.TraceFileWriter;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.ring.SubBufferLayout;
import java.io.IOException;
import java.nio.file.Path;

/** The options that say what kind of trace.dat is written: its version and its compression. */
final class FileForm {
    static final int OLDEST = 6;
    static final int NEWEST = 7;

    private final String command;
    private int version;
    private String compression;

    FileForm(String command) {
        this.command = command;
    }

    void version(String number) throws UsageException {
        if (!number.equals("6") && !number.equals("7")) {
            throw new UsageException(command + ": no file version '" + number + "': 6 or 7");
        }
        version = Integer.parseInt(number);
    }

    void compression(String name) throws UsageException {
        if (!name.equals("any") && Compression.named(name).isEmpty()) {
            throw new UsageException(command + ": no compression '" + name + "': any, none, zlib, zstd");
        }
        compression = name;
    }

    int versionOr(int other) {
        return version == 0 ? other : version;
    }

    /** @throws UsageException if version 6 is to be compressed */
    Compression compressionOr(int written, Compression other) throws UsageException {
        boolean packs = compression != null && !compression.equals("none");
        if (written == OLDEST) {
            if (packs && !compression.equals("any")) {
                throw new UsageException(command + ": version 6 is not compressed");
            }
            return Compression.NONE;
        }
        if (compression == null) {
            return other;
        }
        return Compression.named(compression).orElse(Compression.ZSTD);
    }

    static TraceFileWriter writer(Path output, SubBufferLayout layout, int version, Compression compression)
            throws IOException {
        return writer(output, layout, version, compression, Compression.DEFAULT_LEVEL);
    }

    /** @param level of zstd */
    static TraceFileWriter writer(Path output, SubBufferLayout layout, int version, Compression compression, int level)
            throws IOException {
        return version == OLDEST
                ? TraceFileWriter.createV6(output, layout)
                : TraceFileWriter.create(output, layout, compression, level);
    }

    /** Says what the form had no room for. */
    static void tellLoss(TraceMetadata metadata, Path output, int version, Compression compression, Console console) {
        boolean lost = metadata.btf().length + metadata.modules().length > 0;
        if (lost && compression == Compression.NONE) {
            console.say(output + ": without BTF and modules, which "
                    + (version == OLDEST ? "version 6 has" : "a file without compression has") + " no room for");
        }
    }
}
