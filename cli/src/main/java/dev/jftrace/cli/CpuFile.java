package dev.jftrace.cli;

import dev.jftrace.dat.format.CpuSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The raw sub-buffers of one CPU, as a recorder keeps them while it records. */
record CpuFile(int cpu, Path file) implements CpuSource {
    private static final Pattern NUMBERED = Pattern.compile(".*cpu(\\d{1,5})");

    /** By the numbers in their names ({@code trace.dat.cpu3}) if all have one, else as they are given; by number. */
    static List<CpuFile> of(List<Path> files) throws IOException {
        List<CpuFile> cpus = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new NoSuchFileException(file.toString());
            }
            Matcher name = NUMBERED.matcher(file.getFileName().toString());
            cpus.add(new CpuFile(name.matches() ? Integer.parseInt(name.group(1)) : -1, file));
        }
        long distinct = cpus.stream()
                .mapToInt(CpuFile::cpu)
                .filter(cpu -> cpu >= 0)
                .distinct()
                .count();
        if (distinct < cpus.size()) {
            for (int i = 0; i < files.size(); i++) {
                cpus.set(i, new CpuFile(i, files.get(i)));
            }
        }
        cpus.sort(Comparator.comparingInt(CpuFile::cpu));
        return cpus;
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    /** The same without a sub-buffer that was cut at the end of the file. */
    CpuSource whole(int subBufferSize) throws IOException {
        long size = Files.size(file) / subBufferSize * subBufferSize;
        return new CpuSource() {
            @Override
            public int cpu() {
                return cpu;
            }

            @Override
            public InputStream open() throws IOException {
                return new Head(CpuFile.this.open(), size);
            }
        };
    }

    /** The first bytes of a stream. */
    private static final class Head extends FilterInputStream {
        private long left;

        Head(InputStream in, long size) {
            super(in);
            left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = super.read(to, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }
}
