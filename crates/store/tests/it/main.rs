//! The archive, on both engines.

mod acts;
mod audit;
mod backup;
mod describe;
mod erase;
mod faults;
mod house;
mod lists;
mod one_queue;
mod outbox;
mod permits;
mod quota;
mod walls;
