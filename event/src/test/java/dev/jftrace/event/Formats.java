package dev.jftrace.event;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Format texts for tests: made ones, and some of a real kernel 6.1. */
public final class Formats {
    private static final String COMMON = "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
            + "\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;\n"
            + "\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;\n"
            + "\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n";

    private Formats() {}

    /** @param fields lines such as {@code u32 a@8:4} or, signed, {@code int a@8:4s} */
    public static byte[] of(String name, int id, String printFmt, String... fields) {
        StringBuilder text = new StringBuilder("name: " + name + "\nID: " + id + "\nformat:\n" + COMMON);
        for (String field : fields) {
            String[] parts = field.split("@");
            String[] place = parts[1].replace("s", "").split(":");
            text.append("\tfield:" + parts[0] + ";\toffset:" + place[0] + ";\tsize:" + place[1] + ";\tsigned:"
                    + (parts[1].endsWith("s") ? 1 : 0) + ";\n");
        }
        return (text + "\nprint fmt: " + printFmt + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The start of a record: its common fields, little endian. */
    public static ByteBuffer record(int id, int pid, int size) {
        ByteBuffer record = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        return record.putShort((short) id).put((byte) 0).put((byte) 0).putInt(pid);
    }

    public static List<byte[]> ofKernel() throws IOException {
        try (InputStream in = Formats.class.getResourceAsStream("formats-6.1.txt")) {
            List<byte[]> formats = new ArrayList<>();
            for (String text : new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).split("(?=(?m)^name: )")) {
                formats.add(text.getBytes(StandardCharsets.ISO_8859_1));
            }
            return formats;
        }
    }
}
