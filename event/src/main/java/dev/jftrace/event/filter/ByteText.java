package dev.jftrace.event.filter;

/** Bytes of a trace as text, without a copy: each is a char. */
final class ByteText implements CharSequence {
    private byte[] bytes = {};
    private int offset;
    private int length;

    ByteText set(byte[] newBytes, int newOffset, int newLength) {
        bytes = newBytes;
        offset = newOffset;
        length = newLength;
        return this;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return (char) (bytes[offset + index] & 0xff);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new ByteText().set(bytes, offset + start, end - start);
    }

    @Override
    public String toString() {
        return new StringBuilder(length).append(this, 0, length).toString();
    }
}
