package dev.jftrace.tracefs.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The running kernel's memory as an ELF core: {@code /proc/kcore}, or a file of that kind. */
public final class KernelCore implements KernelCode {
    private final FileChannel channel;
    private final ElfFile elf;

    private KernelCore(FileChannel channel, ElfFile elf) {
        this.channel = channel;
        this.elf = elf;
    }

    public static KernelCore open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new KernelCore(channel, ElfFile.read(file.toString(), ByteRange.of(channel)));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public byte[] at(long address, int count) throws IOException {
        return elf.at(address, count);
    }

    /** The running kernel says it elsewhere. */
    @Override
    public String banner() {
        return "";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
