/// JSON, read and written without Foundation.
public enum JSON {}
