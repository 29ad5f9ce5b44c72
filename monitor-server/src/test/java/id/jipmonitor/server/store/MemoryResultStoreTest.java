package id.jipmonitor.server.store;

/** The fake of other rooms' tests keeps the contract too. */
class MemoryResultStoreTest extends ResultStoreContract {
    private final MemoryResultStore memory = new MemoryResultStore();

    @Override
    protected ResultStore open() {
        return memory;
    }
}
